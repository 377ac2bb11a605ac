"""Tell the public door whether intake is paused; told again every minute, so that it never goes stale."""

from __future__ import annotations

from denizen_site.config.database import in_our_words
from denizen_site.holds.queries import paused_since
from denizen_site.open_pages.models import IntakePaused


@in_our_words
def publish() -> None:
    """Bring the public door's word up to date."""
    since = paused_since()
    if since is None:
        IntakePaused.objects.all().delete()
    else:
        IntakePaused.objects.update_or_create(id=1, defaults={"since": since})
