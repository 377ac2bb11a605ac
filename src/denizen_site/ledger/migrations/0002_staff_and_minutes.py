"""Count by staff member as well, and lengths of visits; salt the links; let old days go."""

from django.db import migrations, models

from denizen_site.config.rowless import CreateRowlessModel


def carry_over(apps, _schema_editor):
    """Take what was counted so far as the machine's own: who did it was never written down."""
    old, new = (apps.get_model("ledger", name) for name in ("PlainDayCount", "DayCount"))
    for row in old.objects.all().values("day", "act", "count"):
        new.objects.create(**row)


class Migration(migrations.Migration):
    dependencies = [("ledger", "0001_first")]
    operations = [
        migrations.RenameModel("DayCount", "PlainDayCount"),
        CreateRowlessModel(
            name="DayCount",
            fields=[
                (
                    "pk",
                    models.CompositePrimaryKey(
                        "day",
                        "act",
                        "by",
                        blank=True,
                        editable=False,
                        primary_key=True,
                        serialize=False,
                    ),
                ),
                ("day", models.DateField()),
                ("act", models.CharField(max_length=40)),
                ("by", models.CharField(default="", max_length=64)),
                ("count", models.PositiveIntegerField()),
            ],
        ),
        migrations.RunPython(carry_over),
        migrations.DeleteModel("PlainDayCount"),
        CreateRowlessModel(
            name="VisitMinutes",
            fields=[
                (
                    "pk",
                    models.CompositePrimaryKey(
                        "day",
                        "minutes",
                        blank=True,
                        editable=False,
                        primary_key=True,
                        serialize=False,
                    ),
                ),
                ("day", models.DateField()),
                ("minutes", models.PositiveSmallIntegerField()),
                ("count", models.PositiveIntegerField()),
            ],
        ),
        # null, and not empty: SQLite then adds the column in place and the table stays without row numbers
        migrations.AddField("ClosedDay", "salt", models.BinaryField(max_length=32, null=True)),
        CreateRowlessModel(
            name="Anchor",
            fields=[
                (
                    "id",
                    models.PositiveSmallIntegerField(default=1, primary_key=True, serialize=False),
                ),
                ("day", models.DateField()),
                ("chain", models.BinaryField(max_length=32)),
            ],
            options={
                "constraints": [
                    models.CheckConstraint(condition=models.Q(id=1), name="one_anchor")
                ],
            },
        ),
    ]
