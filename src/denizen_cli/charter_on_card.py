"""Takes a charter to the card side and the press, which the charter itself never sees: names, words, art."""

from __future__ import annotations

import importlib
import importlib.util
from collections.abc import Callable, Iterator
from dataclasses import asdict
from functools import partial
from typing import Final

from denizen.charter import Charter, Difference, NameScenario
from denizen.credential.holder import parse_holder
from denizen.errors import DenizenError

PRESS_PARTS: Final = ("PIL", "typst", "fontTools")
PRINTED_WORDS: Final = (
    "card_title",
    "return_line",
    "not_driver_licence",
    "not_work_permission",
    "not_immigration_status",
    "not_voting",
)


def check_on_card(charter: Charter) -> list[Difference]:
    """Hold that names are accepted whole, and, where the press is installed, that all can be printed."""
    scenarios = [one for one in charter.scenarios if isinstance(one, NameScenario)]
    found = [difference for one in scenarios for difference in holder_differences(one)]
    if press_is_installed():
        found += [difference for one in scenarios for difference in font_differences(one)]
        found += [*word_differences(charter), *art_differences(charter)]
    return found


def press_is_installed() -> bool:
    """Tell whether the extra that prints cards is there, and its fonts."""
    if any(importlib.util.find_spec(part) is None for part in PRESS_PARTS):
        return False
    try:
        importlib.import_module("denizen_press.fonts").font_folder()
    except DenizenError:
        return False
    return True


def holder_differences(scenario: NameScenario) -> list[Difference]:
    """Parse a person file with this name, and look whether the name comes out unchanged."""
    person: dict[str, object] = {"name": scenario.name, "birth_date": "1990-01-01"}
    if scenario.name_latin:
        person["name_latin"] = scenario.name_latin
    try:
        holder = parse_holder(person, where="scenario")
    except DenizenError as error:
        return [Difference(scenario.id, "holder", "a name that is accepted", error.summary)]
    if holder.name != scenario.printed:
        return [Difference(scenario.id, "holder", scenario.printed, holder.name)]
    return []


def font_differences(scenario: NameScenario) -> Iterator[Difference]:
    """Ask for fonts that cover the name in both forms."""
    for text in (scenario.printed, scenario.name_latin):
        if text:
            yield from refused(scenario.id, "fonts", ask=partial(covering, text))


def word_differences(charter: Charter) -> Iterator[Difference]:
    """Ask for fonts that cover whatever the charter prints, in each of its languages."""
    for language in charter.languages:
        words = charter.text(language)
        for key in PRINTED_WORDS:
            where = f"text/{language}.toml"
            yield from refused(where, key, ask=partial(covering, words[key]))
    name = charter.place.programme_name
    yield from refused("charter.toml", "place.programme_name", ask=partial(covering, name))


def art_differences(charter: Charter) -> Iterator[Difference]:
    """Ask the press whether it draws the motif and can print the colours legibly."""
    face = importlib.import_module("denizen_press.face")
    yield from refused("charter.toml", "art", ask=lambda: face.CardArt(**asdict(charter.art)))


def covering(text: str) -> object:
    """Name the fonts that set a text; raises if there are none."""
    return importlib.import_module("denizen_press.fonts").covering(text)


def refused(scenario: str, what: str, *, ask: Callable[[], object]) -> list[Difference]:
    """Turn a refusal of the press into a difference."""
    try:
        ask()
    except DenizenError as error:
        return [Difference(scenario, what, "what the press can print", error.summary)]
    return []
