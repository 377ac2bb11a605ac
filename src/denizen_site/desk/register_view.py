"""The data register as a page to search in."""

from __future__ import annotations

from dataclasses import dataclass

from denizen_site.register.entries import ENTRIES
from denizen_site.register.entry import Entry, Kind
from denizen_site.register.register_page import TITLES


@dataclass(frozen=True, slots=True)
class Group:
    """The entries of one kind."""

    kind: Kind
    title: str
    entries: tuple[Entry, ...]


def groups(wanted: str = "") -> list[Group]:
    """Sort the register by kind, and leave out what does not hold every word that is searched for."""
    words = wanted.casefold().split()
    found = []
    for kind, title in TITLES.items():
        entries = [each for each in ENTRIES if each.kind is kind and fits(each, words)]
        if entries:
            ordered = sorted(entries, key=lambda each: (each.place, each.name))
            found.append(Group(kind, title, tuple(ordered)))
    return found


def fits(entry: Entry, words: list[str]) -> bool:
    """Say whether an entry holds every word."""
    text = f"{entry.place} {entry.name} {entry.purpose} {entry.life}".casefold()
    return all(word in text for word in words)
