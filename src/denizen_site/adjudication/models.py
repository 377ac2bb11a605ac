"""Sealed case files, the key they are sealed to, and the half hour for which somebody opens the room."""

from __future__ import annotations

from django.db import models

THE_KEY = 1
THE_LEAVE = 1


class CaseFile(models.Model):
    """One case: what is needed to answer and delete it in time is plain, everything else is sealed."""

    id = models.CharField(max_length=32, primary_key=True)
    reference = models.CharField(max_length=8, unique=True)
    kind = models.CharField(max_length=16)
    state = models.CharField(max_length=12)
    opened = models.DateField()
    due = models.DateField(null=True)
    delete_on = models.DateField(db_index=True)
    on_hold = models.BooleanField(default=False)
    version = models.PositiveIntegerField(default=1)
    sealed = models.BinaryField()

    class Meta:
        app_label = "adjudication"


class RecordsKey(models.Model):
    """The key that case files are sealed to; its private half twice, neither readable by the server alone."""

    id = models.PositiveSmallIntegerField(primary_key=True)
    public_key = models.BinaryField(max_length=32)
    under_passphrase = models.BinaryField(max_length=128)
    under_recovery = models.BinaryField(max_length=128)
    made_on = models.DateField()
    wrong_tries = models.PositiveSmallIntegerField(default=0)
    waits_until = models.DateTimeField(null=True)

    class Meta:
        app_label = "adjudication"


class KeyLeave(models.Model):
    """A director's leave, for one day, to make the records key or to recover it."""

    id = models.PositiveSmallIntegerField(primary_key=True)
    by = models.CharField(max_length=64)
    ends = models.DateTimeField()

    class Meta:
        app_label = "adjudication"


class OpenRoom(models.Model):
    """The private half while somebody works in the room, sealed to their browser and their station."""

    id = models.BinaryField(max_length=16, primary_key=True)
    staff = models.CharField(max_length=64)
    sealed = models.BinaryField(max_length=128)
    ends = models.DateTimeField(db_index=True)

    class Meta:
        app_label = "adjudication"
