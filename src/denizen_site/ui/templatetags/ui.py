"""Small things that templates ask for: direction of writing, isolated codes, money."""

from __future__ import annotations

from typing import Any

from django import template
from django.utils.html import format_html
from django.utils.safestring import SafeString

register = template.Library()


@register.filter
def in_fours(text: object) -> str:
    """Group a number or a code as it is printed: XXXX-XXXX-XXXX."""
    word = str(text).replace("-", "")
    return "-".join(word[start : start + 4] for start in range(0, len(word), 4))


@register.filter
def ltr(text: object) -> SafeString:
    """Keep a number, a code or an address in its own direction inside right-to-left text."""
    return format_html('<bdi dir="ltr">{}</bdi>', text)


@register.filter
def dollars(cents: int) -> str:
    """Write an amount as the city does."""
    return f"${cents // 100}" if cents % 100 == 0 else f"${cents / 100:.2f}"


@register.filter
def item(mapping: Any, key: object) -> Any:
    """Look a value up by a key that is itself a variable."""
    return mapping.get(key) if hasattr(mapping, "get") else None


@register.simple_tag
def key(letter: str) -> SafeString:
    """Show which key does the same as the button beside it."""
    return format_html(
        '<kbd class="key" aria-hidden="true" dir="ltr"><span class="key__with">Alt</span> {}</kbd>',
        letter.upper(),
    )
