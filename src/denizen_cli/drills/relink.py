"""Relink: whether whoever takes the database and the city's own keys can tell who is in it, or join rows."""

from __future__ import annotations

import secrets
from collections.abc import Iterator, Sequence
from datetime import datetime
from itertools import chain
from typing import Final

from denizen.linkage.index_rows import IndexPlace
from denizen.linkage.labels import Person, labels_of
from denizen_cli.benches.population import Resident, residents
from denizen_cli.drills.attack import (
    Candidate,
    Dump,
    Score,
    auc,
    dump_of,
    keyed_by,
    links,
    memberships,
)
from denizen_cli.drills.custodian_city import CustodianCity, custodian_city
from denizen_cli.drills.report import DrillReport, Plant

TITLE: Final = "Relink drill: who is in a taken index"
SEED: Final = 20261124
EMBEDDED: Final = (
    "Does not hold: embedded. The custodians' keys lie in the city's own home, so whoever takes it has"
    " all of them."
)
LIMITS: Final = (
    "Only an embedded database (SQLite) is taken here; what PostgreSQL's pages, statistics and logs would tell"
    " is tested in tests/concurrency/test_one_card.py.",
    "The attacker knows no timing of visits beyond what the database holds; a film of the lobby is not in it.",
    "An attack that nobody has thought of is not in it either.",
)


def play(*, people: int, candidates: int, at: datetime, embedded: bool = False) -> DrillReport:
    """Note people with the custodians' help, take everything of the city's, and attack it."""
    with custodian_city(at=at, embedded=embedded) as city:
        everybody = [candidate_of(each) for each in residents(candidates, seed=SEED)]
        members = secrets.SystemRandom().sample(everybody, people)
        for each in members:
            city.enrol(*each)
        lay_down(city)
        others = [each for each in everybody if each not in set(members)]
        found, done = attacked(city, members, others=others)
        return DrillReport(
            drill="relink",
            title=TITLE,
            done=(*done, *steps(people, candidates)),
            found=(*found, *((EMBEDDED,) if embedded else ())),
            planted=tuple(planted(city, members, others=others)),
            limits=LIMITS,
        )


def candidate_of(one: Resident) -> Candidate:
    """Give an invented person as a list of residents would."""
    return " ".join((*one.given, *one.family)), one.born


def lay_down(city: CustodianCity) -> None:
    """Let the night come."""
    from denizen_site.one_card import nights

    nights.lay_down(at=city.at)


def steps(people: int, candidates: int) -> tuple[str, ...]:
    """Say what was done."""
    return (
        f"{people} invented people out of {candidates:,} were noted in the index with the help of the"
        " custodians, and the night's batch was laid down. No card was printed for them.",
        "The attacker had the database, every file of the city's home, the whole list with all names and birth"
        " dates, and the published rules by which labels are made; the custodians gave them nothing.",
    )


def attacked(
    city: CustodianCity, members: Sequence[Candidate], *, others: Sequence[Candidate]
) -> tuple[tuple[str, ...], tuple[str, ...]]:
    """Play both attacks; gives what was found and what is to be said of them."""
    dump = dump_of(city.home / "denizen.sqlite3")
    who = membership(dump, members, others=others, city=city)
    rows = links(dump.place_of, rows_by_person(city, members), seed=SEED)
    said = (
        f"Who of the list has a card, by every key of the city and by sizes: {who}.",
        f"Which rows belong to one person, by their places: {rows}.",
    )
    return tuple(
        each for each, score in zip(said, (who, rows), strict=True) if not score.is_chance
    ), said


def membership(
    dump: Dump, members: Sequence[Candidate], *, others: Sequence[Candidate], city: CustodianCity
) -> Score:
    """Score everybody with every secret file that the city has."""
    ways = [keyed_by(secret) for secret in city_secrets(city)]
    name = city.epoch.name
    return auc(
        memberships(dump, members, epoch=name, ways=ways),
        memberships(dump, others, epoch=name, ways=ways),
    )


def city_secrets(city: CustodianCity) -> list[bytes]:
    """List what the city keeps in small files, as bytes: keys of days, lines and cards; and no key at all."""
    files = [path for path in city.home.rglob("*") if path.is_file() and "sqlite" not in path.name]
    small = [path.read_bytes() for path in sorted(files) if path.stat().st_size < 5000]
    return [b"", *small]


def rows_by_person(city: CustodianCity, members: Sequence[Candidate]) -> list[list[bytes]]:
    """Give each person's row keys: the truth, which only the drill knows."""
    return [[IndexPlace(each).row_key(0) for each in city.outputs[name]] for name, _ in members]


def planted(
    city: CustodianCity, members: Sequence[Candidate], *, others: Sequence[Candidate]
) -> Iterator[Plant]:
    """Plant the two mistakes that other systems make, and see whether the attacks notice."""
    people = rows_by_person(city, members)
    arrival = {key: place for place, key in enumerate(chain.from_iterable(people))}
    yield Plant(
        "Rows laid down as people came, instead of in the order of their keys",
        links(arrival, people, seed=SEED).auc > 0.9,
    )
    secret = next(each for each in city_secrets(city) if each)
    dump = Dump(
        tuple(chain.from_iterable(keyed_rows(city, each, secret=secret) for each in members))
    )
    score = membership(dump, members, others=others[: 4 * len(members)], city=city)
    yield Plant("Rows keyed by a secret that the city keeps by itself", score.succeeds)


def keyed_rows(city: CustodianCity, one: Candidate, *, secret: bytes) -> Iterator[bytes]:
    """Make somebody's rows as a city with one key of its own would."""
    texts = [label.text for label in labels_of(Person.of_name(*one), epoch=city.epoch.name)]
    yield from (IndexPlace(each).row_key(0) for each in keyed_by(secret)(texts))
