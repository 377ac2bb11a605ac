"""How many visits are open; more than a number is not known without a browser's key."""

from __future__ import annotations

from datetime import datetime

from denizen_site.config.database import in_our_words
from denizen_site.enrolment.models import SealedVisit


@in_our_words
def open_visits(*, at: datetime) -> int:
    """Count the visits in progress."""
    return SealedVisit.objects.filter(ends__gt=at).count()
