"""The pages of the specification that say what this code does."""

from __future__ import annotations

import ast
import json
import re
from pathlib import Path

from denizen.formats.qr import QrProfile, claims_169

ROOT = Path(__file__).parents[3]
SPEC = ROOT / "docs" / "spec"
ROOMS = ("_encoding", "keys", "envelope", "credential", "formats")
CODE = re.compile(
    r"(?:qr|cbor|json|base64url|cose|jws|cwt|claim169|key|signature|claims|validity|sealed"
    r"|card_number|code|text|person|privacy)(?:\.[a-z0-9_]+){1,2}"
)


def codes_raised() -> set[str]:
    constants = (
        node.value
        for room in ROOMS
        for path in (ROOT / "src" / "denizen" / room).rglob("*.py")
        for node in ast.walk(ast.parse(path.read_text("utf-8")))
        if isinstance(node, ast.Constant) and isinstance(node.value, str)
    )
    return {text for text in constants if CODE.fullmatch(text)}


def test_every_code_is_documented_and_every_documented_code_exists() -> None:
    page = (SPEC / "format-codes.md").read_text("utf-8")
    documented = re.findall(r"^\| `([a-z0-9_.]+)` \|", page, re.MULTILINE)
    assert sorted(documented) == sorted(codes_raised())


def test_the_worked_example_is_the_vector() -> None:
    page = (SPEC / "mrc-qr-1.md").read_text("utf-8")
    vector = json.loads((SPEC / "vectors" / "sealed-fields.json").read_text("utf-8"))
    for value in (vector["key"], *(field["sealed"] for field in vector["fields"])):
        assert f"`{value}`" in page


def test_the_page_names_the_sizes_and_keys_of_the_code() -> None:
    page = (SPEC / "mrc-qr-1.md").read_text("utf-8")
    for profile in QrProfile:
        row = f"| {profile.name.lower()} | {profile.version}-{profile.error_correction} | {profile.characters:,} |"
        assert row in page
    written = re.search(r"identity = \{(.*?)\n\}", page, re.DOTALL)
    assert written is not None
    keys = {int(key) for key in re.findall(r"(?:^|[?(,]) *(\d+):", written[1], re.MULTILINE)}
    assert keys == claims_169.WRITTEN_KEYS
