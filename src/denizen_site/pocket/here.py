"""Which rules this door answers from: the city's own, as of today; none where the city wrote none down."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from functools import lru_cache

from denizen.charter import Charter
from denizen.policy import Community
from denizen.policy.answer_table import AnswerTable, answer_table
from denizen_site.config.charter_folder import rules_of, today_in
from denizen_site.config.policy_folder import community_once
from denizen_site.open_pages.city import city


@dataclass(frozen=True, slots=True)
class Here:
    """The city's rules, its day, and every answer on that day."""

    charter: Charter
    table: AnswerTable

    @property
    def community(self) -> Community:
        """Give the community."""
        return self.table.community

    @property
    def today(self) -> date:
        """Give the city's day."""
        return self.table.at


def here() -> Here | None:
    """Give the rules of this door's city; none where it obeys the model's, which nobody adopted there."""
    charter = city().charter
    name = rules_of(charter.id)
    if name != charter.id or not community_once(name).own_clauses:
        return None
    return Here(charter, table_of(name, today_in(charter)))


@lru_cache(maxsize=2)
def table_of(name: str, day: date) -> AnswerTable:
    """Answer every encounter of a day once a process; the table is that of any page and any reader."""
    return answer_table(community_once(name), at=day)
