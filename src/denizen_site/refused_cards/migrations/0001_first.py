"""Create the table of reports."""

from django.db import migrations, models

import denizen_site.refused_cards.models
from denizen_site.config.rowless import CreateRowlessModel


class Migration(migrations.Migration):
    initial = True
    dependencies = []
    operations = [
        CreateRowlessModel(
            name="RefusedCard",
            fields=[
                (
                    "id",
                    models.CharField(
                        default=denizen_site.refused_cards.models.new_id,
                        max_length=12,
                        primary_key=True,
                        serialize=False,
                    ),
                ),
                ("came", models.DateField()),
                ("service", models.CharField(max_length=60)),
                ("place", models.CharField(default="", max_length=60)),
                ("week", models.DateField(null=True)),
                ("what", models.CharField(max_length=20)),
                ("times", models.PositiveIntegerField()),
                ("outcome", models.CharField(default="", max_length=20)),
                ("closed", models.DateField(null=True)),
            ],
        ),
    ]
