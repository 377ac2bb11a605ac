"""A small stack of made-up communities: a nation, a state, a city with its police, and a programme."""

from __future__ import annotations

from datetime import date

import pytest

from denizen.policy import PolicyFaultsError, Question, ask, load_community

NATION_TOML = """\
schema = 1
[community]
id = "nation"
name = "The nation"
layer = "federal"
above = ""
programme = ""
completeness_note = "made up for tests"
"""
STATE_TOML = """\
schema = 1
[community]
id = "state"
name = "The state"
layer = "state"
above = "nation"
programme = ""
completeness_note = "made up for tests"
"""
CITY_TOML = """\
schema = 1
[community]
id = "city"
name = "The city"
layer = "city"
above = "state"
programme = "pattern"
completeness_note = "made up for tests"

[[instruction]]
action = "share_status"
text = "Send nothing. Call first."
ruling = "must_not"
signed_by = "SPECIMEN: the city's attorney"
review_by = 2027-06-30
call = "the attorney of the day"
"""
PATTERN_TOML = """\
schema = 1
[community]
id = "pattern"
name = "A pattern to copy"
layer = "model"
above = "nation"
programme = "pattern"
completeness_note = "made up for tests"
"""
SOURCES = """\
[[source]]
id = "law"
title = "A text that was read"
url = "https://example.org/law"
reading = "T"

[[source]]
id = "press"
title = "A newspaper"
url = "https://example.org/press"
reading = "N"
"""


def clause(
    id_,
    head,
    *,
    window=("2000-01-01", None),
    when="",
    notes="",
    reading="T",
    source="law",
    effect="permit",
):
    """Write one clause the way an author would."""
    start, end = window
    until = f' && context.at < datetime("{end}")' if end else ""
    action = (
        f"action in [{', '.join(words(head))}]" if "," in head else f"action == {words(head)[0]}"
    )
    return (
        f'@id("{id_}")\n@cite("cite of {id_}")\n@source("{source}")\n@reading("{reading}")\n'
        f'@binds("everybody")\n@says("What {id_} says.")\n{notes}'
        f"{effect} (principal, {action}, resource)\n"
        f'when {{ context.at >= datetime("{start}"){until} }}'
        f"{f' when {{ {when} }}' if when else ''};\n\n"
    )


def words(head):
    return [f'City::Action::"{word.strip()}"' for word in head.split(",")]


def forbid(*args, **kwargs):
    return clause(*args, effect="forbid", **kwargs)


def small_folders():
    nation = clause(
        "N-1",
        "share_status",
        window=("1996-09-30", None),
        notes='@preempts("must_not")\n@contested("a court the other way")\n',
    )
    state = forbid("S-1", "hold_past_release", when='context.paper == City::Paper::"ice_detainer"')
    state += clause("S-2", "ask_status", when='context.stage == City::Stage::"booking"')
    city = forbid(
        "C-1",
        "ask_status, share_status",
        window=("2006-12-21", "2020-07-23"),
        when='[City::Part::"victim", City::Part::"witness"].contains(context.part)',
    )
    city += clause(
        "C-2", "must_provide_service", when='principal.role == City::Role::"service_counter"'
    )
    police = clause("P-1", "hold_past_release", window=("2001-01-01", None))
    police += forbid(
        "P-2", "ask_status", window=("2010-01-01", None), when="!context.criminal_investigation"
    )
    programme = clause(
        "G-1",
        "open_visit, issue",
        when='principal.role == City::Role::"card_clerk" && context.station',
    )
    programme += forbid("G-2", "keep_copy, copy_document, search_by_name")
    return {
        "nation": {
            "policy/policy.toml": NATION_TOML,
            "policy/sources.toml": SOURCES,
            "policy/federal.cedar": nation,
        },
        "state": {
            "policy/policy.toml": STATE_TOML,
            "policy/sources.toml": SOURCES,
            "policy/state.cedar": state,
        },
        "city": {
            "policy/policy.toml": CITY_TOML,
            "policy/sources.toml": SOURCES,
            "policy/city.cedar": city,
            "policy/department.cedar": police,
        },
        "pattern": {
            "policy/policy.toml": PATTERN_TOML,
            "policy/sources.toml": SOURCES,
            "policy/programme.cedar": programme,
        },
    }


def load(id_, texts):
    """Load from texts instead of bytes."""
    folders = {
        name: {file: text.encode() for file, text in files.items()} for name, files in texts.items()
    }
    return load_community(id_, folders)


@pytest.fixture
def folders():
    return small_folders()


@pytest.fixture(scope="session")
def city():
    return load("city", small_folders())


@pytest.fixture
def load_texts():
    return load


@pytest.fixture
def faults_of():
    """Load a community that must not load, and give the faults."""

    def faults(id_, texts):
        with pytest.raises(PolicyFaultsError) as caught:
            load(id_, texts)
        return caught.value.faults

    return faults


@pytest.fixture
def city_with():
    """Load the city with other rule texts in some layers: `city_with(city=..., federal=...)`."""
    homes = {"federal": "nation", "state": "state", "programme": "pattern"}

    def build(**texts):
        changed = small_folders()
        for name in ("federal", "state", "city", "department"):
            changed[homes.get(name, "city")].pop(f"policy/{name}.cedar", None)
        for name, text in texts.items():
            changed[homes.get(name, "city")][f"policy/{name}.cedar"] = text
        return load("city", changed)

    return build


@pytest.fixture
def asked():
    """Ask about a traffic stop of a driver by an officer, with whatever is said otherwise."""

    def answer(community, action="ask_status", at="2008-06-01", **words):
        words = {"role": "officer", "stage": "traffic_stop", "part": "driver", **words}
        return ask(community, Question(action, **words), at=date.fromisoformat(at))

    return answer


@pytest.fixture
def permits():
    return clause


@pytest.fixture
def forbids():
    return forbid
