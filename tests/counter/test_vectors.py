"""The verdict vectors: complete, current, and the same in Python, in the specification and in Node."""

from __future__ import annotations

import importlib
import json
import re
import unicodedata
from copy import deepcopy
from hashlib import sha256
from pathlib import Path

import pytest

from denizen._encoding import base45
from denizen._encoding.inflate import inflate
from denizen.credential.canonical import canonical, plain_latin
from denizen.credential.unicode_14 import is_assigned
from denizen.errors import DenizenError
from denizen.verification import STEPS
from denizen.verification.steps import answer_of

ROOT = Path(__file__).resolve().parents[2]
CODES_PAGE = ROOT / "docs" / "spec" / "format-codes.md"
# Of a card these limits are met by an earlier stage: 8,192 bytes are all that inflating lets through.
UNREACHABLE = {"cose.too_large", "cbor.too_large"}


def without_compression(found):
    """Read what can be read of the compressed stage, which may differ with another zlib."""
    if isinstance(found, dict):
        return {
            name: inflated(value) if name == "text" else without_compression(value)
            for name, value in found.items()
        }
    return [without_compression(value) for value in found] if isinstance(found, list) else found


def inflated(text: str) -> str:
    try:
        return inflate(base45.decode(text)).hex()
    except DenizenError as error:
        return error.code


def test_the_committed_vectors_are_those_that_the_library_writes_today(writer, vectors):
    today = json.loads(writer.written())
    assert without_compression(vectors) == without_compression(today)


def test_the_library_gives_every_verdict(writer, vectors):
    library, asked = writer.answerer(), {each.name: each for each in writer.questions()}
    assert len(asked) == len(vectors["cards"]) >= 150
    for each in vectors["cards"]:
        found = library.answer(asked[each["name"]])
        expected = each["expect"]
        assert (found.answer.value, found.code, found.step) == (
            expected["answer"],
            expected["code"],
            expected["step"],
        )
        assert answer_of(found.code, found.step) is found.answer
        assert (found.card is not None) is ("claims" in expected)


def test_every_code_of_every_step_has_a_vector(vectors):
    shown = {(each["expect"]["step"], each["expect"]["code"]) for each in vectors["cards"]}
    read = re.findall(
        r"^\| `((?:qr|cose|cwt|claim169|cbor)\.[^`]+)`",
        CODES_PAGE.read_text("utf-8"),
        flags=re.MULTILINE,
    )
    wanted = set()
    for step in STEPS:
        for code in (*step.not_good, *step.cannot_tell, *step.good):
            whole = (
                [each for each in read if each.startswith(code)] if code.endswith(".") else [code]
            )
            wanted |= {(step.number, each) for each in whole if each not in UNREACHABLE}
    writing = {
        (step, code)
        for step, code in wanted
        if code in {"qr.overflow", "qr.portrait_size", "qr.round_trip"}
    }
    assert wanted - writing - shown == set()


def test_every_typed_outcome_has_a_vector(vectors):
    shown = {each["expect"] for each in vectors["typed"]}
    assert {"matches", "matches_without_accents", "differs", "not_bound", "code.shape"} <= shown
    assert {"text.too_long", "text.unassigned", "text.date", "text.address"} <= shown


def test_node_gives_every_verdict(node, vectors):
    found = node("vectors.mjs")
    assert found["differences"] == []
    assert found["run"] == len(vectors["cards"]) + len(vectors["typed"])


def test_a_changed_vector_is_a_difference_in_node(node, vectors):
    """Shows that the run compares: another code, another claim, another outcome are all noticed."""
    vectors = deepcopy(vectors)
    first = next(each for each in vectors["cards"] if each["name"] == "usual")
    first["expect"]["claims"]["number"] = "000000000000"
    revoked = next(each for each in vectors["cards"] if each["name"] == "revoked")
    revoked["expect"]["code"] = "card.valid"
    vectors["typed"][0]["expect"] = "differs"
    found = node("vectors.mjs", "-", stdin=json.dumps(vectors))
    assert [each["name"].split(":")[0] for each in found["differences"]] == [
        "usual",
        "revoked",
        "usual",
    ]


def test_the_table_of_steps_is_the_same_in_both(node):
    ours = [
        {
            "number": s.number,
            "name": s.name,
            "notGood": [*s.not_good],
            "cannotTell": [*s.cannot_tell],
            "good": [*s.good],
        }
        for s in STEPS
    ]
    assert node("steps.mjs") == ours


@pytest.mark.skipif(
    unicodedata.unidata_version != "14.0.0", reason="another Unicode than the pinned one"
)
def test_the_tables_of_unicode_are_those_of_python(monkeypatch):
    monkeypatch.syspath_prepend(str(ROOT / "tools"))
    tables = importlib.import_module("write_unicode_tables")
    assert tables.TARGET.read_text("utf-8") == tables.page()


def test_names_get_the_same_canonical_forms_in_both(node):
    found = node("canonical.mjs")
    published = json.loads((ROOT / "docs/spec/vectors/canonical.json").read_text("utf-8"))
    expected = {
        each["text"]: [each["canonical"], each["plain_latin"]] for each in published["names"]
    }
    assert found["names"] == expected
    assert found["every_character"] == digest_of_every_character()


def digest_of_every_character() -> str:
    """Hash the forms of every character that Unicode 14.0 assigns, alone and after a letter with a mark."""
    whole = sha256()
    for code in range(0x110000):
        char = chr(code)
        if 0xD800 <= code < 0xE000 or not is_assigned(char):
            continue
        whole.update(f"{canonical(char)}\n{plain_latin('É' + char)}\n".encode())
    return whole.hexdigest()


def test_a_device_without_ed25519_gives_every_verdict_by_hand(node):
    found = node("edwards.mjs")
    assert found == {"good": 40, "disagreements": [], "differences": []}
