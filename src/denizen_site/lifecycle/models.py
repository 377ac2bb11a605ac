"""The status list as last published, so that any folder can be given the same copy."""

from __future__ import annotations

from django.db import models

THE_LIST = 1


class PublishedStatus(models.Model):
    """The one row with the current list in both forms; all of it is public."""

    id = models.PositiveSmallIntegerField(primary_key=True, default=THE_LIST)
    slot = models.DateTimeField()
    cwt = models.BinaryField()
    jwt = models.TextField()

    class Meta:
        app_label = "lifecycle"
