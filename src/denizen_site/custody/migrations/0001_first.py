"""Create the tables of this room."""

from django.db import migrations, models


class Migration(migrations.Migration):
    initial = True

    dependencies = []

    operations = [
        migrations.CreateModel(
            name="IssuerKey",
            fields=[
                ("key_id", models.CharField(max_length=16, primary_key=True, serialize=False)),
                ("public_cose", models.BinaryField(max_length=256)),
                (
                    "purpose",
                    models.CharField(
                        choices=[("CARD", "CARD"), ("STATUS", "STATUS")], max_length=8
                    ),
                ),
                ("sealed_private", models.BinaryField(null=True)),
                ("pkcs11_label", models.CharField(default="", max_length=64)),
                ("sign_from", models.DateTimeField()),
                ("sign_until", models.DateTimeField()),
                ("verify_until", models.DateTimeField()),
                ("compromised_since", models.DateTimeField(null=True)),
                ("burned_on", models.DateField(null=True)),
                ("announced", models.BooleanField(default=False)),
            ],
        ),
        migrations.CreateModel(
            name="Programme",
            fields=[
                (
                    "id",
                    models.PositiveSmallIntegerField(default=1, primary_key=True, serialize=False),
                ),
                ("tag", models.CharField(max_length=8)),
                (
                    "mode",
                    models.CharField(
                        choices=[("demonstration", "demonstration"), ("live", "live")],
                        max_length=16,
                    ),
                ),
                ("charter_id", models.CharField(default="", max_length=64)),
                ("issuer", models.CharField(default="", max_length=200)),
                ("name", models.CharField(default="", max_length=200)),
                ("time_zone", models.CharField(default="UTC", max_length=64)),
                ("longest_years", models.PositiveSmallIntegerField()),
                ("status_list_size", models.PositiveIntegerField()),
                ("live_since", models.DateField(null=True)),
                ("root_cose", models.BinaryField(max_length=256)),
                ("next_root_cose", models.BinaryField(default=b"", max_length=256)),
                ("trust_version", models.PositiveIntegerField(default=0)),
                ("trust_expires", models.DateTimeField(null=True)),
                ("trust_digest", models.BinaryField(default=b"", max_length=32)),
                ("trust_list", models.BinaryField(default=b"")),
            ],
            options={
                "constraints": [
                    models.CheckConstraint(condition=models.Q(("id", 1)), name="one_programme")
                ],
            },
        ),
    ]
