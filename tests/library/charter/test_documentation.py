"""docs/charter: its TOML is TOML, its JSON is accepted, and it names every key that the loader asks for."""

from __future__ import annotations

import ast
import json
import re
import tomllib
from datetime import date
from pathlib import Path

import pytest

from denizen.charter.acceptance import Duty
from denizen.charter.demands import DemandKind
from denizen.charter.load import TEXT_KEYS
from denizen.charter.programme import (
    Completeness,
    Door,
    FaceField,
    NoticeKind,
    QrSize,
    ServiceField,
    Shown,
    StaleRule,
)
from denizen.charter.table import Table
from denizen.documents.papers import PaperDate, PrintedAddress
from denizen.documents.papers_file import read_papers
from denizen.reading import Reading

DOCS = Path(__file__).resolve().parents[3] / "docs" / "charter"
READERS = DOCS.parents[1] / "src" / "denizen" / "charter"
READING_METHODS = {
    name for name, member in vars(Table).items() if callable(member) and not name.startswith("_")
} - {"fault", "spot", "inner", "has"}
SCHEMA = (DOCS / "schema.md").read_text(encoding="utf-8")


def blocks(text, language):
    return re.findall(rf"```{language}\n(.*?)```", text, re.DOTALL)


def test_every_example_of_the_schema_is_toml():
    found = [tomllib.loads(block) for block in blocks(SCHEMA, "toml")]
    assert len(found) >= 5


@pytest.mark.parametrize(
    "kind",
    [
        Completeness,
        DemandKind,
        Door,
        Duty,
        FaceField,
        NoticeKind,
        QrSize,
        Reading,
        ServiceField,
        Shown,
        StaleRule,
        PaperDate,
        PrintedAddress,
    ],
)
def test_every_word_of_a_closed_set_is_documented(kind):
    assert [word for word in kind if word not in SCHEMA] == []


def test_every_key_that_the_loader_asks_for_is_documented():
    asked = {key for path in READERS.glob("*.py") for key in keys_asked_in(path)} | set(TEXT_KEYS)
    assert len(asked) > 80
    assert {key for key in asked if not re.search(rf"\b{re.escape(key)}\b", SCHEMA)} == set()


def keys_asked_in(path):
    """Collect the first arguments of a table's reading methods, wherever they are written out."""
    for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
        called = isinstance(node, ast.Call) and isinstance(node.func, ast.Attribute)
        if called and node.func.attr in READING_METHODS and node.args:
            first = node.args[0]
            if isinstance(first, ast.Constant) and isinstance(first.value, str):
                yield first.value


def test_the_papers_files_of_the_documentation_are_accepted(new_york):
    rules = new_york.rule_set_at(date(2026, 11, 20))
    found = blocks((DOCS / "assessment.md").read_text(encoding="utf-8"), "json")
    assert len(found) == 2
    for block in found:
        assert read_papers(block, rules).papers
        assert json.loads(block)
