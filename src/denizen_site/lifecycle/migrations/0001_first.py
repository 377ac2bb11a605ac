"""Create the tables of this room."""

from django.db import migrations, models


class Migration(migrations.Migration):
    initial = True

    dependencies = []

    operations = [
        migrations.CreateModel(
            name="PublishedStatus",
            fields=[
                (
                    "id",
                    models.PositiveSmallIntegerField(default=1, primary_key=True, serialize=False),
                ),
                ("slot", models.DateTimeField()),
                ("cwt", models.BinaryField()),
                ("jwt", models.TextField()),
            ],
        ),
    ]
