"""The ledger as lines and tables, and whether the public log is what its head says."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from django.conf import settings

from denizen.errors import DenizenError
from denizen.public_log import parse_head, verify
from denizen_site.accounts.rulebook import LETTING
from denizen_site.config.policy_folder import community_once
from denizen_site.custody.queries import keys
from denizen_site.desk.act_words import act_words
from denizen_site.issuance.day_report import ISSUING
from denizen_site.ledger import queries
from denizen_site.ledger.acts import REFUSALS, Act
from denizen_site.ledger.queries import DayOfLedger
from denizen_site.open_pages.publishing import stored_entries
from denizen_site.open_pages.queries import head

LINK_DIGITS = 16


@dataclass(frozen=True, slots=True)
class DayLine:
    """One day in the list: its main numbers, and the beginning of its link once it is closed."""

    day: date
    visits: int
    cards: int
    refused: int
    signed_off: str
    link: str


@dataclass(frozen=True, slots=True)
class StaffCounts:
    """What one member of staff did on a day; the machine has no name."""

    name: str
    acts: tuple[tuple[str, int], ...]


@dataclass(frozen=True, slots=True)
class ClauseLine:
    """How often a clause was applied on a day; `says` and `cite` are empty for one that is gone."""

    id: str
    says: str
    cite: str
    refused: bool
    count: int


@dataclass(frozen=True, slots=True)
class DayTable:
    """One day in full."""

    day: date
    acts: tuple[tuple[str, int], ...]
    staff: tuple[StaffCounts, ...]
    clauses: tuple[ClauseLine, ...]
    link: str


@dataclass(frozen=True, slots=True)
class LogCheck:
    """What checking the public log found; `code` says what is wrong with it."""

    holds: bool
    size: int = 0
    code: str = ""


def day_lines() -> list[DayLine]:
    """Give all days, the newest first."""
    return [line_of(each) for each in reversed(queries.days())]


def line_of(entry: DayOfLedger) -> DayLine:
    """Make one line."""
    counts = entry.counts
    return DayLine(
        day=entry.day,
        visits=counts.get(Act.VISIT_OPENED, 0),
        cards=sum(counts.get(act, 0) for act in ISSUING),
        refused=sum(counts.get(act, 0) for act in REFUSALS),
        signed_off=signed_off(counts),
        link=link_of(entry),
    )


def signed_off(counts: dict[str, int]) -> str:
    """Say how the day was signed off: `even`, `not_even` if it ever was so, or not at all."""
    if counts.get(Act.DAY_NOT_RECONCILED):
        return "not_even"
    return "even" if counts.get(Act.DAY_RECONCILED) else ""


def link_of(entry: DayOfLedger) -> str:
    """Give the beginning of a closed day's link."""
    return "" if entry.chain is None else entry.chain.hex()[:LINK_DIGITS]


def of_day(day: date, names: dict[str, str]) -> DayTable | None:
    """Give one day, or nothing for a day without a count."""
    entry = next((each for each in queries.days() if each.day == day), None)
    if entry is None:
        return None
    staff = [
        StaffCounts(names.get(by, by), in_words(acts))
        for by, acts in queries.staff_facts(day).items()
    ]
    ordered = sorted(staff, key=lambda each: (not each.name, each.name.casefold()))
    return DayTable(day, in_words(entry.counts), tuple(ordered), clause_lines(day), link_of(entry))


def clause_lines(day: date) -> tuple[ClauseLine, ...]:
    """List the clauses that were applied on a day, with what they say today."""
    known = {clause.id: clause for clause in community_once(settings.CITY_RULES).clauses}
    lines = []
    for (id_, ruling), number in queries.clause_facts(day).items():
        found = known.get(id_)
        says, cite = (found.says, found.cite) if found else ("", "")
        lines.append(ClauseLine(id_, says, cite, ruling not in LETTING, number))
    return tuple(lines)


def in_words(counts: dict[str, int]) -> tuple[tuple[str, int], ...]:
    """Name the acts, in the order in which the ledger's list has them."""
    order = {act.value: place for place, act in enumerate(Act)}
    ranked = sorted(counts.items(), key=lambda pair: order.get(pair[0], len(order)))
    return tuple((act_words(act), number) for act, number in ranked if number)


def public_log_holds() -> LogCheck:
    """Check every entry of the public log against the newest head, and the head against its key."""
    facts = head()
    if facts is None:
        return LogCheck(holds=False, code="log.none")
    named = parse_head(facts.jws).key_id.hex()
    key = next((each.public_key for each in keys() if each.key_id == named), None)
    if key is None:
        return LogCheck(holds=False, code="log.unknown_signer")
    try:
        verified = verify(stored_entries(), facts.jws, key=key)
    except DenizenError as refusal:
        return LogCheck(holds=False, code=refusal.code)
    if verified.uncovered:
        return LogCheck(holds=False, size=verified.head.size, code="log.not_covered")
    return LogCheck(holds=True, size=verified.head.size)
