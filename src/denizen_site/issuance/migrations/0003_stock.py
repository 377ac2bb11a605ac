"""Blank cards by their serials, and what was counted of them."""

from django.db import migrations, models

from denizen_site.config.rowless import CreateRowlessModel

STATES = [("left", "Left"), ("used", "Used"), ("spoilt", "Spoilt"), ("missing", "Missing")]


class Migration(migrations.Migration):
    dependencies = [("issuance", "0002_at_desk")]
    operations = [
        CreateRowlessModel(
            name="StockSerial",
            fields=[
                ("serial", models.CharField(max_length=16, primary_key=True, serialize=False)),
                ("station", models.CharField(max_length=12)),
                ("state", models.CharField(choices=STATES, default="left", max_length=7)),
                ("day", models.DateField()),
            ],
            options={
                "indexes": [
                    models.Index(fields=["station", "state", "serial"], name="stock_by_station")
                ],
            },
        ),
        CreateRowlessModel(
            name="StockCount",
            fields=[
                (
                    "pk",
                    models.CompositePrimaryKey(
                        "station",
                        "day",
                        blank=True,
                        editable=False,
                        primary_key=True,
                        serialize=False,
                    ),
                ),
                ("station", models.CharField(max_length=12)),
                ("day", models.DateField()),
                ("counted", models.PositiveIntegerField()),
            ],
        ),
    ]
