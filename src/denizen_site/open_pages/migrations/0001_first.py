"""Create the published tables."""

from django.db import migrations, models

from denizen_site.config.rowless import CreateRowlessModel


class Migration(migrations.Migration):
    initial = True
    dependencies = []
    operations = [
        CreateRowlessModel(
            name="LogEntry",
            fields=[
                ("index", models.PositiveIntegerField(primary_key=True, serialize=False)),
                ("subject", models.CharField(max_length=120, unique=True)),
                ("day", models.DateField()),
                ("entry", models.BinaryField()),
            ],
        ),
        CreateRowlessModel(
            name="LogHead",
            fields=[
                ("size", models.PositiveIntegerField(primary_key=True, serialize=False)),
                ("day", models.DateField()),
                ("jws", models.TextField()),
            ],
        ),
        CreateRowlessModel(
            name="DailyTotal",
            fields=[
                ("day", models.DateField(primary_key=True, serialize=False)),
                ("table", models.JSONField()),
            ],
        ),
    ]
