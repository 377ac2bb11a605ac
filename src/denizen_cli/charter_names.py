"""Takes a charter's name scenarios to the card side and the press, which the charter itself never sees."""

from __future__ import annotations

import importlib
import importlib.util

from denizen.charter import Charter, Difference, NameScenario
from denizen.credential.holder import parse_holder
from denizen.errors import DenizenError


def check_names(charter: Charter) -> list[Difference]:
    """Hold that each name is accepted whole as a holder's, and that installed fonts cover it."""
    return [
        difference
        for scenario in charter.scenarios
        if isinstance(scenario, NameScenario)
        for difference in (holder_difference(scenario), font_difference(scenario))
        if difference is not None
    ]


def holder_difference(scenario: NameScenario) -> Difference | None:
    """Parse a person file with this name, and look whether the name comes out unchanged."""
    person = {"name": scenario.name, "birth_date": "1990-01-01"}
    if scenario.name_latin:
        person["name_latin"] = scenario.name_latin
    try:
        holder = parse_holder(person, where="scenario")
    except DenizenError as error:
        return Difference(scenario.id, "holder", "a person file that is accepted", error.summary)
    if holder.name != scenario.printed:
        return Difference(scenario.id, "holder", scenario.printed, holder.name)
    return None


def font_difference(scenario: NameScenario) -> Difference | None:
    """Ask the press for fonts that cover the name; silent where the press is not installed."""
    if any(importlib.util.find_spec(part) is None for part in ("PIL", "fontTools")):
        return None
    fonts = importlib.import_module("denizen_press.fonts")
    try:
        fonts.covering(scenario.printed)
    except DenizenError as error:
        return Difference(
            scenario.id, "fonts", "installed fonts that cover the name", error.summary
        )
    return None
