"""The index, what waits to become rows, checks that wait for custodians, burns, and who was told of a hold."""

from django.db import migrations, models

import denizen_site.one_card.models
from denizen_site.config.partitioned import CreatePartitionedModel
from denizen_site.config.rowless import CreateRowlessModel


class Migration(migrations.Migration):
    initial = True
    dependencies = []
    operations = [
        CreatePartitionedModel(
            name="BlindRow",
            part_column="epoch",
            fields=[
                (
                    "pk",
                    models.CompositePrimaryKey(
                        "epoch",
                        "row_key",
                        blank=True,
                        editable=False,
                        primary_key=True,
                        serialize=False,
                    ),
                ),
                ("epoch", models.PositiveSmallIntegerField()),
                ("row_key", models.BinaryField(max_length=16)),
                ("value", models.BinaryField(max_length=44)),
            ],
        ),
        CreateRowlessModel(
            name="WaitingRow",
            fields=[
                ("place", models.BinaryField(max_length=16, primary_key=True, serialize=False)),
                ("sealed", models.BinaryField(max_length=90)),
            ],
        ),
        CreateRowlessModel(
            name="WaitingCheck",
            fields=[
                ("id", models.BinaryField(max_length=16, primary_key=True, serialize=False)),
                ("epoch", models.PositiveSmallIntegerField()),
                ("day", models.DateField()),
                ("sealed", models.BinaryField(max_length=2200)),
            ],
        ),
        CreateRowlessModel(
            name="IndexDay",
            fields=[
                (
                    "id",
                    models.PositiveSmallIntegerField(default=1, primary_key=True, serialize=False),
                ),
                (
                    "key_file",
                    models.CharField(default=denizen_site.one_card.models.new_name, max_length=12),
                ),
                ("since", models.DateField()),
            ],
            options={
                "constraints": [
                    models.CheckConstraint(condition=models.Q(("id", 1)), name="one_index_day")
                ],
            },
        ),
        CreateRowlessModel(
            name="EpochBurn",
            fields=[
                ("epoch", models.PositiveSmallIntegerField(primary_key=True, serialize=False)),
                ("called", models.CharField(max_length=7)),
                ("day", models.DateField()),
                ("records", models.TextField()),
            ],
        ),
        CreateRowlessModel(
            name="HeldCustodian",
            fields=[
                ("index", models.PositiveSmallIntegerField(primary_key=True, serialize=False)),
                ("since", models.DateField()),
            ],
        ),
    ]
