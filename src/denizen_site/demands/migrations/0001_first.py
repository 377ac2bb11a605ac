"""The table of demands."""

from django.db import migrations, models

import denizen_site.demands.models
from denizen_site.config.rowless import CreateRowlessModel


class Migration(migrations.Migration):
    initial = True

    dependencies = []

    operations = [
        CreateRowlessModel(
            name="Demand",
            fields=[
                (
                    "id",
                    models.CharField(
                        default=denizen_site.demands.models.new_id,
                        max_length=10,
                        primary_key=True,
                        serialize=False,
                    ),
                ),
                ("kind", models.CharField(max_length=32)),
                ("sender", models.CharField(max_length=16)),
                ("office", models.CharField(default="", max_length=120)),
                ("asked", models.CharField(max_length=200)),
                ("judge_signed", models.BooleanField(default=False)),
                ("safety_finding", models.BooleanField(default=False)),
                ("received", models.DateField()),
                ("due", models.DateField(null=True)),
                ("state", models.CharField(default="open", max_length=12)),
                ("reply", models.CharField(default="", max_length=16)),
                ("searched", models.CharField(default="", max_length=8)),
                ("proposed_by", models.CharField(default="", max_length=64)),
                ("lawyer", models.CharField(default="", max_length=64)),
                ("director", models.CharField(default="", max_length=64)),
                ("answered", models.DateField(null=True)),
                ("stopped_on", models.DateField(null=True)),
                ("delete_on", models.DateField(null=True)),
            ],
        ),
    ]
