"""Reports of refused cards: equal ones are one row with a count, and none has a day, an hour or a sender."""

from __future__ import annotations

from django.db import models

from denizen.credential.crockford import random_code

ID_LENGTH = 12


def new_id() -> str:
    """Draw a random id, which may stand in a form since it says nothing of anybody."""
    return random_code(ID_LENGTH).lower()


class RefusedCard(models.Model):
    """So many equal reports of one month; `came` and `closed` are first days of months, `week` is a Monday."""

    id = models.CharField(max_length=ID_LENGTH, primary_key=True, default=new_id)
    came = models.DateField()
    service = models.CharField(max_length=60)
    place = models.CharField(max_length=60, default="")
    week = models.DateField(null=True)
    what = models.CharField(max_length=20)
    times = models.PositiveIntegerField()
    outcome = models.CharField(max_length=20, default="")
    closed = models.DateField(null=True)

    class Meta:
        app_label = "refused_cards"
