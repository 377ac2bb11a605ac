"""docs/policy/schema.md names every word, annotation and fault; docs/policy/grid.md counts as the grid does."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

from denizen.policy import ENCOUNTERS, GRID_FACTS, possible_cells
from denizen.policy.read_clauses import NEEDED, OPTIONAL
from denizen.policy.schema import EMPLOYEE, ENUMS, PROGRAMME, SHAPES

ROOT = Path(__file__).resolve().parents[3]
SOURCES = ROOT / "src" / "denizen" / "policy"


@pytest.fixture(scope="module")
def schema_page():
    return (ROOT / "docs" / "policy" / "schema.md").read_text(encoding="utf-8")


@pytest.fixture(scope="module")
def grid_page():
    return (ROOT / "docs" / "policy" / "grid.md").read_text(encoding="utf-8")


def test_every_word_of_every_closed_set_is_explained(schema_page):
    words = {word.value for enum in ENUMS.values() for word in enum}
    assert not sorted(word for word in words if f"`{word}`" not in schema_page)


def test_every_attribute_and_action_is_explained(schema_page):
    words = {name for shape in SHAPES for name in shape.context} - {"at"}
    actions = {one.value for shape in SHAPES if shape is not PROGRAMME for one in shape.actions}
    missing = [one for one in words | actions if f"`{one}`" not in schema_page]
    assert not sorted(missing)
    assert all(f"`principal.{name}`" in schema_page for name in EMPLOYEE)


def test_every_annotation_is_explained(schema_page):
    assert not [name for name in (*NEEDED, *OPTIONAL) if f"`@{name}`" not in schema_page]


def test_every_fault_of_a_rule_file_is_listed(schema_page):
    texts = [path.read_text(encoding="utf-8") for path in SOURCES.glob("*.py")]
    pattern = r'(?:\.(?:add|fault)\(\s*|code=)"(\w+)"'
    codes = {code for text in texts for code in re.findall(pattern, text) if "_" in code}
    assert len(codes) > 20
    assert not sorted(code for code in codes if f"`{code}`" not in schema_page)


def test_the_grids_page_counts_as_the_grid_does(grid_page):
    assert f"{ENCOUNTERS.size:,} encounters" in grid_page
    assert f"{int(possible_cells().sum()):,} encounters remain" in grid_page
    assert all(f"`{fact.value}`" in grid_page for fact in GRID_FACTS)
