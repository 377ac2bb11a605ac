"""The sealed row of a visit, and the ten minutes for which a clerk shares it."""

from __future__ import annotations

from django.db import models


class SealedVisit(models.Model):
    """A visit that only the browser it is held in can open; `ends` is when the row is deleted unread."""

    id = models.BinaryField(max_length=16, primary_key=True)
    version = models.PositiveIntegerField()
    sealed = models.BinaryField()
    ends = models.DateTimeField(db_index=True)

    class Meta:
        app_label = "enrolment"


class SharedVisit(models.Model):
    """A visit's key, wrapped under a one-time code that a clerk reads out to a supervisor."""

    locator = models.CharField(max_length=4, primary_key=True)
    visit = models.OneToOneField(SealedVisit, on_delete=models.CASCADE, related_name="+")
    salt = models.BinaryField(max_length=16)
    wrapped = models.BinaryField(max_length=64)
    tries_left = models.PositiveSmallIntegerField()
    ends = models.DateTimeField()

    class Meta:
        app_label = "enrolment"
