"""One closed day of the ledger as totals that may be published.

All visits of a day are one line with its total, so nobody is counted in two tables that could be set
against each other.  Stopped cards are a number of their own: a telephone call stops one as well as a desk.
"""

from __future__ import annotations

from datetime import date
from typing import Any

from denizen.reporting import RoundingRule, line, publishable
from denizen_site.ledger import queries as ledger
from denizen_site.ledger.acts import REFUSALS, Act

RULE = RoundingRule(base=5, threshold=5)
# How a visit can end; every visit ends in one of these ways and in no other.
VISITS = (
    Act.ISSUED,
    Act.REPLACED,
    Act.RENEWED,
    *REFUSALS,
    Act.VISIT_ABANDONED,
    Act.VISIT_TIMED_OUT,
)
STOPS = (
    Act.STOPPED_BY_CODE,
    Act.STOPPED_GIVEN_UP,
    Act.STOPPED_WRONGLY_ISSUED,
    Act.STOPPED_FOUND,
)
ALL = "all"


def totals_of(day: date) -> dict[str, Any]:
    """Give a closed day's totals: rounded, or none where a number is withheld."""
    facts = ledger.day_facts(day)
    visits = publishable(line("day", {act.value: facts.of(act) for act in VISITS}), RULE)
    stopped = sum(facts.of(act) for act in STOPS)
    return {
        "visits": {
            **dict(zip(visits.columns, visits.cells[0], strict=True)),
            ALL: visits.total,
        },
        "stopped": None if RULE.withholds(stopped) else RULE.rounded(stopped),
    }
