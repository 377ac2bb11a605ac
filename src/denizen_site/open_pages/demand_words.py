"""A quarter of demands for records in words, for anybody; the public door knows no other room's tables."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

Words = str | Promise
ALL = "all"

CAME: Mapping[str, Words] = {
    "public_records": _("Public-records request"),
    "subpoena": _("Subpoena"),
    "court_order": _("Court order"),
    "detainer": _("Immigration detainer"),
    "administrative_warrant": _("Administrative warrant (such as Form I-200 or I-205)"),
    "administrative_subpoena": _("Administrative subpoena"),
    "data_sharing": _("Request to share data"),
    "police_call": _("Police call: confirm this card"),
    "at_the_door": _("Agents at the door"),
    ALL: _("All together"),
}
ANSWERED: Mapping[str, Words] = {
    "nothing_held": _("Nothing of the kind is held"),
    "refused": _("Refused"),
    "figures_only": _("Published figures given, the rest refused"),
    "released": _("Given, as far as the rules let it"),
    "with_attorney": _("Answered by the city’s attorney"),
    ALL: _("All together"),
}


@dataclass(frozen=True, slots=True)
class QuarterLines:
    """One quarter as its table shows it; a number that is withheld is none."""

    name: str
    came: tuple[tuple[Words, int | None], ...]
    answered: tuple[tuple[Words, int | None], ...]
    late: int | None


def quarter_lines(quarter: date, table: Mapping[str, Any]) -> QuarterLines:
    """Put a quarter into words."""
    return QuarterLines(
        name=f"{quarter.year}-Q{(quarter.month - 1) // 3 + 1}",
        came=tuple((CAME.get(name, name), n) for name, n in table["came"].items()),
        answered=tuple((ANSWERED.get(name, name), n) for name, n in table["answered"].items()),
        late=table["late"],
    )
