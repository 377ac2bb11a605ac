"""Count by clause of the policy as well."""

from django.db import migrations, models

from denizen_site.config.rowless import CreateRowlessModel


class Migration(migrations.Migration):
    dependencies = [("ledger", "0002_staff_and_minutes")]
    operations = [
        CreateRowlessModel(
            name="ClauseCount",
            fields=[
                (
                    "pk",
                    models.CompositePrimaryKey(
                        "day",
                        "clause",
                        "ruling",
                        blank=True,
                        editable=False,
                        primary_key=True,
                        serialize=False,
                    ),
                ),
                ("day", models.DateField()),
                ("clause", models.CharField(max_length=80)),
                ("ruling", models.CharField(max_length=12)),
                ("count", models.PositiveIntegerField()),
            ],
        ),
    ]
