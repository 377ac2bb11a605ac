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
# How a visit can end, and which acts are published under that name: why a card was replaced is not.
VISITS: dict[Act, tuple[Act, ...]] = {
    Act.ISSUED: (Act.ISSUED,),
    Act.REPLACED: (
        Act.REPLACED,
        Act.REPLACED_LOST,
        Act.REPLACED_STOLEN,
        Act.REPLACED_DAMAGED,
        Act.UPDATED,
    ),
    Act.RENEWED: (Act.RENEWED,),
    **{each: (each,) for each in (*REFUSALS, Act.VISIT_ABANDONED, Act.VISIT_TIMED_OUT)},
}
STOPS = (
    Act.STOPPED_BY_CODE,
    Act.STOPPED_GIVEN_UP,
    Act.STOPPED_WRONGLY_ISSUED,
    Act.STOPPED_FOUND,
    Act.STOPPED_LOST,
)
ALL = "all"


def totals_of(day: date) -> dict[str, Any]:
    """Give a closed day's totals: rounded, or none where a number is withheld."""
    facts = ledger.day_facts(day)
    ends = {name.value: sum(facts.of(act) for act in acts) for name, acts in VISITS.items()}
    visits = publishable(line("day", ends), RULE)
    stopped = sum(facts.of(act) for act in STOPS)
    return {
        "visits": {
            **dict(zip(visits.columns, visits.cells[0], strict=True)),
            ALL: visits.total,
        },
        "stopped": None if RULE.withholds(stopped) else RULE.rounded(stopped),
    }
