"""Create the tables of staff; none keeps an order of insertion."""

import django.db.models.deletion
from django.db import migrations, models

import denizen_site.accounts.models
from denizen_site.config.rowless import CreateRowlessModel


class Migration(migrations.Migration):
    initial = True

    dependencies = []

    operations = [
        CreateRowlessModel(
            name="Staff",
            fields=[
                (
                    "id",
                    models.CharField(
                        default=denizen_site.accounts.models.new_id,
                        max_length=12,
                        primary_key=True,
                        serialize=False,
                    ),
                ),
                ("username", models.CharField(max_length=40, unique=True)),
                ("shown_as", models.CharField(max_length=80)),
                (
                    "role",
                    models.CharField(
                        choices=[
                            ("clerk", "clerk"),
                            ("supervisor", "supervisor"),
                            ("records_officer", "records_officer"),
                            ("auditor", "auditor"),
                            ("director", "director"),
                        ],
                        max_length=16,
                    ),
                ),
                ("active", models.BooleanField(default=True)),
                ("language", models.CharField(default="", max_length=12)),
                ("password", models.CharField(default="", max_length=200)),
                ("epoch", models.PositiveIntegerField(default=0)),
                ("totp_sealed", models.BinaryField(null=True)),
                ("totp_step", models.PositiveBigIntegerField(default=0)),
                ("failures", models.PositiveSmallIntegerField(default=0)),
                ("locked_until", models.DateTimeField(null=True)),
            ],
        ),
        CreateRowlessModel(
            name="Station",
            fields=[
                (
                    "id",
                    models.CharField(
                        default=denizen_site.accounts.models.new_id,
                        max_length=12,
                        primary_key=True,
                        serialize=False,
                    ),
                ),
                ("label", models.CharField(max_length=40)),
                ("place", models.CharField(max_length=80)),
                ("secret_hash", models.CharField(max_length=64, unique=True)),
                ("registered_on", models.DateField()),
                ("retired_on", models.DateField(null=True)),
            ],
        ),
        CreateRowlessModel(
            name="RecoveryCode",
            fields=[
                ("id", models.CharField(max_length=64, primary_key=True, serialize=False)),
                (
                    "staff",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="+",
                        to="accounts.staff",
                    ),
                ),
            ],
        ),
        CreateRowlessModel(
            name="Passkey",
            fields=[
                ("id", models.CharField(max_length=64, primary_key=True, serialize=False)),
                ("label", models.CharField(max_length=40)),
                ("credential", models.BinaryField(max_length=1023)),
                ("public_key", models.BinaryField(max_length=1024)),
                ("sign_count", models.PositiveBigIntegerField(default=0)),
                ("answered", models.DateTimeField(null=True)),
                ("added_on", models.DateField()),
                (
                    "staff",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="+",
                        to="accounts.staff",
                    ),
                ),
            ],
        ),
        CreateRowlessModel(
            name="Invitation",
            fields=[
                ("id", models.CharField(max_length=64, primary_key=True, serialize=False)),
                ("expires", models.DateTimeField()),
                (
                    "staff",
                    models.OneToOneField(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="+",
                        to="accounts.staff",
                    ),
                ),
            ],
        ),
        CreateRowlessModel(
            name="Session",
            fields=[
                ("id", models.CharField(max_length=64, primary_key=True, serialize=False)),
                (
                    "public_id",
                    models.CharField(
                        default=denizen_site.accounts.models.new_id, max_length=12, unique=True
                    ),
                ),
                ("stage", models.CharField(max_length=8)),
                ("epoch", models.PositiveIntegerField()),
                ("started", models.DateTimeField()),
                ("seen", models.DateTimeField()),
                ("proved", models.DateTimeField()),
                ("pending_totp", models.BinaryField(null=True)),
                (
                    "staff",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="+",
                        to="accounts.staff",
                    ),
                ),
                (
                    "station",
                    models.ForeignKey(
                        null=True,
                        on_delete=django.db.models.deletion.SET_NULL,
                        related_name="+",
                        to="accounts.station",
                    ),
                ),
            ],
        ),
    ]
