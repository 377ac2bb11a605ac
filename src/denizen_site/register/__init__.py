"""The register of what is kept: every column with its purpose and its life; a new one fails the tests."""

from denizen_site.register.entries import ENTRIES, Entry

__all__ = ["ENTRIES", "Entry"]
