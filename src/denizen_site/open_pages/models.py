"""What is published: the log's entries, its signed heads, each day's totals, each month's refused cards, each
quarter's demands, and whether intake is paused.

These tables lie in a database of their own, which is all that the public door reads.  The desk's process
writes it under the alias `published`.
"""

from __future__ import annotations

from django.db import models


class LogEntry(models.Model):
    """One entry of the public log, in its bytes; `subject` is what it speaks of, once and for all."""

    index = models.PositiveIntegerField(primary_key=True)
    subject = models.CharField(max_length=120, unique=True)
    day = models.DateField()
    entry = models.BinaryField()

    class Meta:
        app_label = "open_pages"


class LogHead(models.Model):
    """The signed head over the first `size` entries; a later signature replaces one of the same size."""

    size = models.PositiveIntegerField(primary_key=True)
    day = models.DateField()
    jws = models.TextField()

    class Meta:
        app_label = "open_pages"


class DailyTotal(models.Model):
    """One day's totals as they were published: rounded, small ones withheld."""

    day = models.DateField(primary_key=True)
    table = models.JSONField()

    class Meta:
        app_label = "open_pages"


class RefusedMonth(models.Model):
    """One month's reports of refused cards as they were published; `month` is its first day."""

    month = models.DateField(primary_key=True)
    table = models.JSONField()

    class Meta:
        app_label = "open_pages"


class IntakePaused(models.Model):
    """Intake is paused while the one row is there; nothing says why."""

    id = models.PositiveSmallIntegerField(primary_key=True, default=1)
    since = models.DateField()

    class Meta:
        app_label = "open_pages"


class DemandQuarter(models.Model):
    """One quarter's demands for records as they were published; `quarter` is its first day."""

    quarter = models.DateField(primary_key=True)
    table = models.JSONField()

    class Meta:
        app_label = "open_pages"
