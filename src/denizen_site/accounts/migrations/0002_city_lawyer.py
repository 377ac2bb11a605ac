"""Add the role of the city's lawyer."""

from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [
        ("accounts", "0001_first"),
    ]

    operations = [
        migrations.AlterField(
            model_name="staff",
            name="role",
            field=models.CharField(
                choices=[
                    ("clerk", "clerk"),
                    ("supervisor", "supervisor"),
                    ("records_officer", "records_officer"),
                    ("city_lawyer", "city_lawyer"),
                    ("auditor", "auditor"),
                    ("director", "director"),
                ],
                max_length=16,
            ),
        ),
    ]
