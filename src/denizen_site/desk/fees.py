"""What a visit's card costs by the charter, and what its receipt says; no proof of a waiver is ever kept."""

from __future__ import annotations

import hashlib
from dataclasses import dataclass
from datetime import date

from denizen._encoding.domain import label
from denizen.charter import Charter
from denizen.charter.programme import FeeWaiver
from denizen.charter.scenarios import Act as FeeAct
from denizen.credential.crockford import ALPHABET
from denizen_site.enrolment.actions import OpenVisit
from denizen_site.enrolment.visit import Purpose, Visit

ACT_OF = {
    Purpose.NEW: FeeAct.NEW,
    Purpose.REPLACEMENT: FeeAct.REPLACEMENT,
    Purpose.UPDATE: FeeAct.REPLACEMENT,
    Purpose.RENEWAL: FeeAct.RENEWAL,
}
RECEIPT_DOMAIN = b"denizen receipt 1"
RECEIPT_LETTERS = 8


@dataclass(frozen=True, slots=True)
class Fee:
    """What one act costs one person, in cents, and the waivers that there are for it."""

    act: FeeAct
    full: int
    due: int
    waiver: str
    waivers: tuple[FeeWaiver, ...]

    @property
    def is_waived(self) -> bool:
        """Say whether a waiver lowers it."""
        return bool(self.waiver)


def fee_of(visit: Visit, charter: Charter, *, at: date, waiver: str | None = None) -> Fee:
    """Work out a visit's fee; raises `InputError` for a waiver that does not exist for its act.

    `waiver` is one that is being chosen; without it the visit's own holds.
    """
    act, chosen = ACT_OF[visit.purpose], visit.waiver if waiver is None else waiver
    born = visit.person.get("birth_date")
    birth_date = date.fromisoformat(born) if born else None
    full = charter.fees.cents(act, birth_date=birth_date, at=at)
    due = charter.fees.cents(act, birth_date=birth_date, at=at, waiver=chosen or None)
    waivers = tuple(one for one in charter.fees.waivers if act in one.acts and full > 0)
    return Fee(act, full, due, chosen, waivers)


def receipt_number(opened: OpenVisit) -> str:
    """Give a receipt's number: random as the visit's own key, the same for every print, gone with the visit.

    Eight letters that say nothing of who came before or after.
    """
    digest = hashlib.sha256(label(RECEIPT_DOMAIN, opened.key)).digest()
    letters = "".join(ALPHABET[byte % len(ALPHABET)] for byte in digest[:RECEIPT_LETTERS])
    return f"{letters[:4]}-{letters[4:]}"
