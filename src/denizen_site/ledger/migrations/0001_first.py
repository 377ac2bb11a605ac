"""Create the ledger's two tables; neither keeps an order of insertion."""

from django.db import migrations, models

from denizen_site.config.rowless import CreateRowlessModel


class Migration(migrations.Migration):
    initial = True
    dependencies = []
    operations = [
        CreateRowlessModel(
            name="ClosedDay",
            fields=[
                ("day", models.DateField(primary_key=True, serialize=False)),
                ("chain", models.BinaryField(max_length=32)),
            ],
        ),
        CreateRowlessModel(
            name="DayCount",
            fields=[
                (
                    "pk",
                    models.CompositePrimaryKey(
                        "day", "act", blank=True, editable=False, primary_key=True, serialize=False
                    ),
                ),
                ("day", models.DateField()),
                ("act", models.CharField(max_length=32)),
                ("count", models.PositiveIntegerField()),
            ],
        ),
    ]
