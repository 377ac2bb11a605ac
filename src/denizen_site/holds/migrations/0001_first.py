"""Tables of legal holds and of the pause of intake."""

from django.db import migrations, models

import denizen_site.holds.models
from denizen_site.config.rowless import CreateRowlessModel


class Migration(migrations.Migration):
    initial = True

    dependencies = []

    operations = [
        CreateRowlessModel(
            name="Hold",
            fields=[
                (
                    "id",
                    models.CharField(
                        default=denizen_site.holds.models.new_id,
                        max_length=12,
                        primary_key=True,
                        serialize=False,
                    ),
                ),
                ("cause", models.CharField(max_length=16)),
                ("demand", models.CharField(default="", max_length=16)),
                ("since", models.DateField()),
                ("placed_by", models.CharField(max_length=64)),
                ("director", models.CharField(default="", max_length=64)),
                ("lawyer", models.CharField(default="", max_length=64)),
                ("lifted", models.DateField(null=True)),
            ],
        ),
        CreateRowlessModel(
            name="Pause",
            fields=[
                (
                    "id",
                    models.PositiveSmallIntegerField(default=1, primary_key=True, serialize=False),
                ),
                ("since", models.DateField()),
                ("placed_by", models.CharField(max_length=64)),
            ],
            options={
                "constraints": [
                    models.CheckConstraint(condition=models.Q(("id", 1)), name="one_pause")
                ],
            },
        ),
    ]
