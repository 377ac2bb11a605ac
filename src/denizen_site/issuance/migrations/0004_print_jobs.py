"""Printing stations, batches, sealed print jobs and pick-ups."""

from django.db import migrations, models

from denizen_site.config.rowless import CreateRowlessModel
from denizen_site.issuance.models import short_id


def short_key():
    return models.CharField(default=short_id, max_length=8, primary_key=True, serialize=False)


def one_card():
    return models.OneToOneField(on_delete=models.CASCADE, related_name="+", to="issuance.card")


def one_station():
    return models.ForeignKey(
        on_delete=models.CASCADE, related_name="+", to="issuance.printingstation"
    )


class Migration(migrations.Migration):
    dependencies = [("issuance", "0003_stock")]
    operations = [
        CreateRowlessModel(
            name="PrintingStation",
            fields=[
                ("id", short_key()),
                ("public_key", models.BinaryField(max_length=32)),
                ("since", models.DateField()),
                ("retired", models.DateField(null=True)),
            ],
        ),
        CreateRowlessModel(
            name="PickUp",
            fields=[
                ("code", short_key()),
                ("ready", models.DateField(null=True)),
                ("card", one_card()),
            ],
        ),
        CreateRowlessModel(
            name="PrintBatch",
            fields=[
                ("id", short_key()),
                ("day", models.DateField()),
                ("size", models.PositiveSmallIntegerField()),
                (
                    "state",
                    models.CharField(
                        choices=[
                            ("made", "Made"),
                            ("printed", "Printed"),
                            ("accepted", "Accepted"),
                        ],
                        default="made",
                        max_length=8,
                    ),
                ),
                ("station", one_station()),
            ],
        ),
        CreateRowlessModel(
            name="PrintJob",
            fields=[
                ("id", models.BinaryField(max_length=16, primary_key=True, serialize=False)),
                ("sealed", models.BinaryField()),
                ("day", models.DateField()),
                ("mailed", models.BooleanField()),
                (
                    "state",
                    models.CharField(
                        choices=[
                            ("waiting", "Waiting"),
                            ("batched", "Batched"),
                            ("printed", "Printed"),
                            ("spoilt", "Spoilt"),
                        ],
                        default="waiting",
                        max_length=7,
                    ),
                ),
                (
                    "batch",
                    models.ForeignKey(
                        null=True,
                        on_delete=models.SET_NULL,
                        related_name="+",
                        to="issuance.printbatch",
                    ),
                ),
                ("card", one_card()),
                ("station", one_station()),
            ],
        ),
    ]
