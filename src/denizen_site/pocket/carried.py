"""What a phone needs to look answers up by itself: which answer stands in which encounter, and for how long."""

from __future__ import annotations

from itertools import groupby
from typing import Any

from denizen.policy import Fact, Paper, Part, Stage
from denizen.policy.answer_table import DEPUTISED, ActionAnswers
from denizen.policy.schema import ENUMS
from denizen.policy.space import STAGES_OF, STAGES_OF_FACT, STAGES_OF_PAPER
from denizen_site.pocket.here import Here


def carried(here: Here) -> dict[str, Any]:
    """Write the table for the page's own script; every word in it is the rules' own."""
    return {
        "from": here.today.isoformat(),
        "until": here.table.valid_until.isoformat(),
        "zone": here.charter.time_zone,
        "words": {name: [each.value for each in ENUMS[name.title()]] for name in CHOICES},
        "stages": {
            "part": {part.value: named(STAGES_OF[part]) for part in Part},
            "paper": {paper.value: named(STAGES_OF_PAPER[paper]) for paper in Paper},
            "facts": {
                name: named(STAGES_OF_FACT.get(Fact(name), frozenset(Stage)))
                for name in sorted(fact.value for fact in here.table.facts)
            }
            | {DEPUTISED: named(frozenset(Stage))},
        },
        "actions": {
            action.value: carried_action(one) for action, one in here.table.actions.items()
        },
    }


CHOICES = ("stage", "part", "paper")


def named(stages: frozenset[Stage]) -> list[str]:
    """List stages in their order."""
    return [each.value for each in Stage if each in stages]


def carried_action(one: ActionAnswers) -> dict[str, Any]:
    """Write one action's answers: its axes, and the answers' numbers in row-major order, as runs."""
    codes = one.codes.reshape(-1).tolist()
    runs = [number for code, run in groupby(codes) for number in (code, sum(1 for _ in run))]
    return {"axes": [axis.name for axis in one.axes], "runs": runs}
