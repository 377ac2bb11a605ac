"""Legal holds, and whether intake is paused; of people only those of the staff who placed and lifted them."""

from __future__ import annotations

from django.db import models

from denizen.credential.crockford import random_code

ID_LENGTH = 12
THE_PAUSE = 1


def new_id() -> str:
    """Draw a random id."""
    return random_code(ID_LENGTH).lower()


class Hold(models.Model):
    """A legal hold: while one row has no day in `lifted`, nothing is deleted by schedule.

    It is lifted by two people, a director and the city's lawyer, whose ids are noted one after the other.
    """

    id = models.CharField(max_length=ID_LENGTH, primary_key=True, default=new_id)
    cause = models.CharField(max_length=16)
    demand = models.CharField(max_length=16, default="")
    since = models.DateField()
    placed_by = models.CharField(max_length=64)
    director = models.CharField(max_length=64, default="")
    lawyer = models.CharField(max_length=64, default="")
    lifted = models.DateField(null=True)

    class Meta:
        app_label = "holds"


class Pause(models.Model):
    """Intake is paused while the one row is there."""

    id = models.PositiveSmallIntegerField(primary_key=True, default=THE_PAUSE)
    since = models.DateField()
    placed_by = models.CharField(max_length=64)

    class Meta:
        app_label = "holds"
        constraints = [models.CheckConstraint(condition=models.Q(id=THE_PAUSE), name="one_pause")]
