"""How somebody who has a card comes a second time: by honest slips, or trying not to be recognised.

The kinds and their honest shares are a model (docs/algorithms/population-model.md); evasive means two and
a half times as likely, each.
"""

from __future__ import annotations

import random
import unicodedata
from collections.abc import Callable
from dataclasses import replace
from datetime import date
from typing import Final

from denizen_cli.benches.population import TRADITIONS, Resident, surnames

EVASIVE: Final = 2.5
LETTERS: Final = "abcdefghijklmnopqrstuvwxyz"
SOUNDS: Final = (
    ("z", "s"), ("s", "z"), ("v", "b"), ("b", "v"), ("y", "i"), ("ph", "f"), ("c", "k"), ("h", ""),
    ("ll", "y"), ("x", "j"), ("th", "t"), ("nn", "n"), ("ss", "s"),
)  # fmt: skip
NICKNAMES: Final = {
    "francisco": "Paco", "josé": "Pepe", "guadalupe": "Lupe", "alejandro": "Alex", "roberto": "Beto",
    "eduardo": "Lalo", "ignacio": "Nacho", "manuel": "Manny", "michael": "Mike", "robert": "Bob",
    "william": "Bill", "james": "Jim", "jennifer": "Jenny", "elizabeth": "Liz", "christopher": "Chris",
    "matthew": "Matt", "daniel": "Danny", "david": "Dave", "joseph": "Joe", "antônio": "Tonho",
}  # fmt: skip
Slip = Callable[[Resident, random.Random], Resident]


def again(person: Resident, rng: random.Random, *, times: float = 1.0) -> Resident:
    """Give a person as they come again; each slip on its own, `times` as likely as honestly."""
    for slip, share in SLIPS:
        if rng.random() < share * times:
            person = slip(person, rng)
    return person


def without_marks(person: Resident, _rng: random.Random) -> Resident:
    """Leave all marks out."""
    return replace(
        person, given=tuple(map(plain, person.given)), family=tuple(map(plain, person.family))
    )


def plain(name: str) -> str:
    """Take the marks off a name."""
    apart = unicodedata.normalize("NFKD", name)
    return "".join(char for char in apart if not unicodedata.combining(char))


def hyphenated(person: Resident, _rng: random.Random) -> Resident:
    """Join the surnames by a hyphen."""
    return replace(person, family=("-".join(person.family),))


def without_second_surname(person: Resident, _rng: random.Random) -> Resident:
    """Leave the second surname out."""
    return replace(person, family=person.family[:1])


def without_second_given(person: Resident, _rng: random.Random) -> Resident:
    """Leave the second given name out."""
    return replace(person, given=person.given[:1])


def other_order(person: Resident, _rng: random.Random) -> Resident:
    """Turn the surnames round."""
    return replace(person, family=person.family[::-1])


def fields_swapped(person: Resident, _rng: random.Random) -> Resident:
    """Put given names and surnames into each other's field."""
    return replace(person, given=person.family, family=person.given)


def married(person: Resident, rng: random.Random) -> Resident:
    """Take another surname in place of the last, as of a marriage."""
    tradition = next(each for each in TRADITIONS if each.id == person.tradition)
    return replace(person, family=(*person.family[:-1], surnames(tradition).draw(rng)))


def nickname(person: Resident, _rng: random.Random) -> Resident:
    """Give the short form of the first given name, where there is a common one."""
    known = NICKNAMES.get(person.given[0].casefold(), person.given[0])
    return replace(person, given=(known, *person.given[1:]))


def mistyped(person: Resident, rng: random.Random) -> Resident:
    """Mistype one letter of one name: another, one more, one less, or two turned round."""
    return with_one_changed(person, rng, change=mistype)


def mistype(name: str, rng: random.Random) -> str:
    """Mistype a name."""
    at = rng.randrange(len(name))
    kind = rng.randrange(4)
    if kind == 0:
        return name[:at] + rng.choice(LETTERS) + name[at + 1 :]
    if kind == 1:
        return name[:at] + rng.choice(LETTERS) + name[at:]
    if kind == 2 and len(name) > 2:
        return name[:at] + name[at + 1 :]
    return name[:at] + name[at : at + 2][::-1] + name[at + 2 :]


def by_ear(person: Resident, rng: random.Random) -> Resident:
    """Write one name as it sounds to somebody else."""
    return with_one_changed(person, rng, change=sounded)


def sounded(name: str, rng: random.Random) -> str:
    """Write a name by ear."""
    lower = name.casefold()
    fitting = [pair for pair in SOUNDS if pair[0] in lower]
    if not fitting:
        return name
    was, becomes = rng.choice(fitting)
    return lower.replace(was, becomes, 1)


def with_one_changed(
    person: Resident, rng: random.Random, *, change: Callable[[str, random.Random], str]
) -> Resident:
    """Change one of the names, any of them."""
    names = [*person.given, *person.family]
    at = rng.randrange(len(names))
    names[at] = change(names[at], rng) or names[at]
    split = len(person.given)
    return replace(person, given=tuple(names[:split]), family=tuple(names[split:]))


def day_and_month_swapped(person: Resident, _rng: random.Random) -> Resident:
    """Turn day and month round, where that is a date."""
    if person.born.day > 12:
        return person
    return replace(person, born=date(person.born.year, person.born.day, person.born.month))


def wrong_part_of_date(person: Resident, rng: random.Random) -> Resident:
    """Get the day, the month or the year wrong."""
    born = person.born
    part = rng.randrange(3)
    if part == 0:
        return replace(person, born=born.replace(day=rng.randint(1, 28)))
    if part == 1:
        return replace(person, born=date(born.year, rng.randint(1, 12), min(born.day, 28)))
    return replace(
        person, born=date(born.year + rng.choice((-2, -1, 1, 2)), born.month, min(born.day, 28))
    )


SLIPS: Final[tuple[tuple[Slip, float], ...]] = (
    (without_marks, 0.2),
    (hyphenated, 0.08),
    (without_second_surname, 0.16),
    (without_second_given, 0.12),
    (other_order, 0.04),
    (fields_swapped, 0.03),
    (married, 0.04),
    (nickname, 0.06),
    (mistyped, 0.08),
    (by_ear, 0.06),
    (day_and_month_swapped, 0.02),
    (wrong_part_of_date, 0.03),
)
