"""What the day page says of demands: what is due, what was stopped today, what holds deletion and intake."""

from __future__ import annotations

from datetime import date, timedelta
from typing import Any

from denizen_site.accounts.permission import Action, Actor
from denizen_site.custody.bound_charter import bound_charter
from denizen_site.demands import queries
from denizen_site.desk.demand_view import SOON_DAYS, line_of
from denizen_site.holds.queries import holds_in_force, paused_since
from denizen_site.ledger.acts import Act
from denizen_site.ledger.queries import day_facts

# A disclosure that was stopped stands on the day page on its day and for a week, so that no weekend hides it.
STOPPED_SHOWN = timedelta(days=7)


def facts_of(today: date, *, actor: Actor) -> dict[str, Any]:
    """Give what the day page shows of demands; the deadlines only to those who may open them."""
    charter, may_open = bound_charter(), Action.DEMANDS in actor.actions
    due = queries.due_by(today + timedelta(days=SOON_DAYS)) if may_open else ()
    stopped = queries.stopped_since(today - STOPPED_SHOWN) if may_open else ()
    return {
        "demands_due": [line_of(each, charter, today=today) for each in due],
        "stopped_today": day_facts(today).of(Act.DISCLOSURE_STOPPED),
        "stopped_demands": [line_of(each, charter, today=today) for each in stopped],
        "holds": holds_in_force(),
        "paused": paused_since(),
    }
