"""Add the months' figures of refused cards."""

from django.db import migrations, models

from denizen_site.config.rowless import CreateRowlessModel


class Migration(migrations.Migration):
    dependencies = [("open_pages", "0001_first")]
    operations = [
        CreateRowlessModel(
            name="RefusedMonth",
            fields=[
                ("month", models.DateField(primary_key=True, serialize=False)),
                ("table", models.JSONField()),
            ],
        ),
    ]
