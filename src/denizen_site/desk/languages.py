"""The languages in which a resident can be shown their card and handed a sheet, by their own names."""

from __future__ import annotations

from denizen.charter import Charter

OWN_NAMES = {
    "en": "English",
    "es": "Español",
    "ar": "العربية",
    "zh": "中文",
    "bn": "বাংলা",
    "fr": "Français",
    "he": "עברית",
    "ht": "Kreyòl ayisyen",
    "pl": "Polski",
    "pt": "Português",
    "ru": "Русский",
    "tl": "Tagalog",
    "vi": "Tiếng Việt",
}
RIGHT_TO_LEFT = frozenset({"ar", "he"})


def choices(charter: Charter) -> list[tuple[str, str]]:
    """List every language, the charter's own first."""
    tags = [tag for tag in charter.languages if tag in OWN_NAMES]
    return [(tag, OWN_NAMES[tag]) for tag in (*tags, *(t for t in OWN_NAMES if t not in tags))]
