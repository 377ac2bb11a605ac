"""One row for each demand: which kind of office asked for what, by when it is answered, and how.

The person asked about is never in it: a search is made in memory, and of it only whether anything was held.
"""

from __future__ import annotations

from django.db import models

from denizen.credential.crockford import random_code

ID_LENGTH = 10


def new_id() -> str:
    """Draw the reference that stands on the letter; random."""
    return random_code(ID_LENGTH).lower()


class Demand(models.Model):
    """A demand; `asked` holds words of `kinds.Asked`, joined by commas; whoever acted is a staff id."""

    id = models.CharField(max_length=ID_LENGTH, primary_key=True, default=new_id)
    kind = models.CharField(max_length=32)
    sender = models.CharField(max_length=16)
    office = models.CharField(max_length=120, default="")
    asked = models.CharField(max_length=200)
    judge_signed = models.BooleanField(default=False)
    safety_finding = models.BooleanField(default=False)
    received = models.DateField()
    due = models.DateField(null=True)
    state = models.CharField(max_length=12, default="open")
    reply = models.CharField(max_length=16, default="")
    searched = models.CharField(max_length=8, default="")
    proposed_by = models.CharField(max_length=64, default="")
    lawyer = models.CharField(max_length=64, default="")
    director = models.CharField(max_length=64, default="")
    answered = models.DateField(null=True)
    stopped_on = models.DateField(null=True)
    delete_on = models.DateField(null=True)

    class Meta:
        app_label = "demands"
