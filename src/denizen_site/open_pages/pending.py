"""What has happened and is not in the public log yet, worked out from custody's tables and the ledger.

Nothing tells this room of an act: it looks, so an act whose process was killed is published all the same.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date

from denizen.public_log import Entry, Kind
from denizen_site.custody.queries import KeyFacts, ProgrammeFacts
from denizen_site.custody.queries import keys as all_keys
from denizen_site.custody.queries import programme as the_programme
from denizen_site.ledger import queries as ledger
from denizen_site.open_pages.daily_totals import RULE, totals_of
from denizen_site.open_pages.models import DailyTotal, LogEntry


@dataclass(frozen=True, slots=True)
class Pending:
    """An entry to be added, and what it speaks of: the same subject is never added twice."""

    subject: str
    entry: Entry


def pending(today: date) -> list[Pending]:
    """List what is to be added on a day, oldest facts first."""
    programme = the_programme()
    known = set(LogEntry.objects.values_list("subject", flat=True))
    found = [*launch(programme, today), *keys(programme, today), *totals(today)]
    return [each for each in found if each.subject not in known]


def launch(programme: ProgrammeFacts, today: date) -> Iterator[Pending]:
    """Say that the programme went live, if it did."""
    if programme.live_since is not None:
        body = {"issuer": programme.issuer, "on": programme.live_since.isoformat()}
        yield Pending(Kind.WENT_LIVE.value, Entry(Kind.WENT_LIVE, today, body))


def keys(programme: ProgrammeFacts, today: date) -> Iterator[Pending]:
    """Say which keys a signed trust list names, which are destroyed, and which are compromised."""
    for key in all_keys():
        if key.announced:
            yield Pending(
                f"{Kind.KEY_ANNOUNCED.value}:{key.key_id}",
                Entry(Kind.KEY_ANNOUNCED, today, announcement(key, programme)),
            )
        if key.burned_on is not None:
            body = {"key": key.key_id, "on": key.burned_on.isoformat()}
            yield Pending(
                f"{Kind.KEY_BURNED.value}:{key.key_id}", Entry(Kind.KEY_BURNED, today, body)
            )
        if key.compromised_since is not None:
            since = programme.local_day(key.compromised_since).isoformat()
            # With the day in its subject, so that an earlier day that becomes known is said as well.
            yield Pending(
                f"{Kind.KEY_COMPROMISED.value}:{key.key_id}:{since}",
                Entry(Kind.KEY_COMPROMISED, today, {"key": key.key_id, "since": since}),
            )


def announcement(key: KeyFacts, programme: ProgrammeFacts) -> dict[str, object]:
    """Write down a key as it is announced; when it stops signing may still change and is not said."""
    return {
        "key": key.key_id,
        "purpose": key.purpose.name.lower(),
        "jwk": key.public_key.to_jwk(),
        "signs_from": key.sign_from.date().isoformat(),
        "mode": programme.mode.value,
    }


def totals(today: date) -> Iterator[Pending]:
    """Count the closed days that were not published yet."""
    last = DailyTotal.objects.order_by("-day").values_list("day", flat=True).first()
    for day in ledger.closed_days(after=last):
        body = {
            "of": day.isoformat(),
            "totals": totals_of(day),
            "base": RULE.base,
            "threshold": RULE.threshold,
        }
        chain = ledger.published_link(day)
        if chain is not None:
            body["ledger"] = chain.hex()
        yield Pending(f"{Kind.DAILY_TOTALS.value}:{day}", Entry(Kind.DAILY_TOTALS, today, body))
