"""Create the cards' table, the bitmap of used indexes and the reservations."""

from django.db import migrations, models

from denizen_site.config.rowless import CreateRowlessModel


class Migration(migrations.Migration):
    initial = True
    dependencies = []
    operations = [
        CreateRowlessModel(
            name="Card",
            fields=[
                ("number", models.CharField(max_length=12, primary_key=True, serialize=False)),
                ("status_index", models.PositiveIntegerField(unique=True)),
                ("lineage", models.BinaryField(db_index=True, max_length=16)),
                ("first_day", models.DateField()),
                ("last_day", models.DateField()),
                (
                    "print_state",
                    models.CharField(
                        choices=[("waiting", "Waiting"), ("handed_over", "Handed Over")],
                        max_length=12,
                    ),
                ),
                (
                    "standing",
                    models.CharField(
                        choices=[("active", "Active"), ("revoked", "Revoked")],
                        default="active",
                        max_length=8,
                    ),
                ),
                ("revocation_code_hash", models.BinaryField(max_length=64)),
            ],
        ),
        CreateRowlessModel(
            name="IndexReservation",
            fields=[
                ("index", models.PositiveIntegerField(primary_key=True, serialize=False)),
                ("day", models.DateField()),
                ("given_up", models.BooleanField(default=False)),
            ],
        ),
        migrations.CreateModel(
            name="UsedIndexes",
            fields=[
                ("segment", models.PositiveIntegerField(primary_key=True, serialize=False)),
                ("bits", models.BinaryField(max_length=1024)),
            ],
        ),
    ]
