"""A card may be in an open visit, not handed over yet."""

from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [("issuance", "0001_first")]
    operations = [
        migrations.AlterField(
            model_name="card",
            name="print_state",
            field=models.CharField(
                choices=[
                    ("at_desk", "At Desk"),
                    ("waiting", "Waiting"),
                    ("handed_over", "Handed Over"),
                ],
                max_length=12,
            ),
        ),
    ]
