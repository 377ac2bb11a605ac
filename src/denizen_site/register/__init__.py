"""The register of what is kept, sent and logged, with purpose and life; whatever is not in it fails a test."""

from denizen_site.register.entries import ENTRIES
from denizen_site.register.entry import Entry, Kind, ShownTo, Stage

__all__ = ["ENTRIES", "Entry", "Kind", "ShownTo", "Stage"]
