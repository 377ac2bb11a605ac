"""The vectors of the specification, the corpus of refusals, and arbitrary bytes."""

from __future__ import annotations

import importlib.util
import json
import time
import tracemalloc
import zlib
from contextlib import suppress
from pathlib import Path
from types import ModuleType
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from denizen._encoding import base45
from denizen.credential import CardNumber, CheckCode, SealedField, SealingKey
from denizen.credential.canonical import canonical, plain_latin
from denizen.errors import InputError, MalformedError
from denizen.formats import qr
from denizen.formats.qr import cwt
from denizen.keys import PublicKey

ROOT = Path(__file__).parents[3]
SPEC = ROOT / "docs" / "spec" / "vectors"
CORPUS = sorted((ROOT / "tests" / "library" / "vectors" / "qr").glob("*.txt"))


def vectors(name: str) -> Any:
    return json.loads((SPEC / f"{name}.json").read_text("utf-8"))


@pytest.fixture(scope="module")
def writer() -> ModuleType:
    spec = importlib.util.spec_from_file_location(
        "write_spec_vectors", ROOT / "tools" / "write_spec_vectors.py"
    )
    assert spec is not None
    assert spec.loader is not None
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module


def without_text(found: Any) -> Any:
    """Leave out the compressed stage, which may differ with another zlib."""
    if isinstance(found, dict):
        return {name: without_text(value) for name, value in found.items() if name != "text"}
    return [without_text(value) for value in found] if isinstance(found, list) else found


@pytest.mark.parametrize("name", ["canonical", "sealed-fields", "card-numbers", "cards"])
def test_the_written_vectors_are_those_of_today(writer: ModuleType, name: str) -> None:
    today = json.loads(json.dumps(writer.specification()[name]))
    assert without_text(vectors(name)) == without_text(today)


def test_the_corpus_is_that_of_today(writer: ModuleType) -> None:
    today = {name: code for name, (code, _, _) in writer.refusals().items()}
    assert {path.stem: read_case(path)[0] for path in CORPUS} == today


def test_every_vector_card_decodes_and_verifies() -> None:
    found = vectors("cards")
    key = PublicKey.from_cose(bytes.fromhex(found["public_key"]["cose"]))
    assert (
        PublicKey.from_jwk(
            {name: value for name, value in found["public_key"].items() if name != "cose"}
        )
        == key
    )
    for vector in found["cards"]:
        card = qr.decode(vector["text"])
        card.envelope.verify(key)
        assert card == qr.decode_cose(bytes.fromhex(vector["cose"]))
        assert cwt.write(card.claims) == card.envelope.payload == bytes.fromhex(vector["payload"])


def test_every_vector_seal_is_found() -> None:
    found = vectors("sealed-fields")
    key = SealingKey.derive(
        issuer=found["issuer"],
        number=CardNumber(found["card_number"]),
        check_code=CheckCode(found["check_code"]),
    )
    assert key.secret.hex() == found["key"]
    for each in found["fields"]:
        assert key.seal_one(SealedField(each["field"]), each["canonical"]).hex() == each["sealed"]


def test_every_vector_name_has_its_forms() -> None:
    for each in vectors("canonical")["names"]:
        assert (canonical(each["text"]), plain_latin(each["text"])) == (
            each["canonical"],
            each["plain_latin"],
        )


def test_every_vector_number_is_told_good_or_wrong() -> None:
    found = vectors("card-numbers")
    for good in found["good"]:
        assert CardNumber.parse(good).value == good
    for typed, value in found["typed"].items():
        assert CardNumber.parse(typed).value == value
    for kind, code in (("wrong_check", "card_number.check"), ("wrong_shape", "card_number.shape")):
        for text in found[kind]:
            with pytest.raises(InputError) as caught:
                CardNumber.parse(text)
            assert caught.value.code == code


def read_case(path: Path) -> tuple[str, str]:
    head, _, text = path.read_text("utf-8").partition("\n\n")
    return dict(line.split(": ", 1) for line in head.splitlines())["expect"], text


@pytest.mark.parametrize("path", CORPUS, ids=lambda path: path.stem)
def test_every_case_of_the_corpus_is_refused_by_its_code(path: Path) -> None:
    code, text = read_case(path)
    tracemalloc.start()
    began = time.perf_counter()
    with pytest.raises(MalformedError) as caught:
        qr.decode(text)
    took, peak = time.perf_counter() - began, tracemalloc.get_traced_memory()[1]
    tracemalloc.stop()
    assert caught.value.code == code
    assert took < 1
    assert peak < 1 << 20


@given(st.text(max_size=300) | st.text(alphabet="0123456789ABCDEF $%*+-./:", max_size=300))
def test_only_our_errors_escape_from_arbitrary_text(text: str) -> None:
    with suppress(MalformedError):
        qr.decode(text)


@given(
    st.binary(max_size=300),
    st.sampled_from([b"", b"\xd2\x84\x43\xa1\x01\x26\xa0\x58", b"\xd8\x3d\xd2\x84"]),
)
def test_only_our_errors_escape_from_arbitrary_bytes(data: bytes, start: bytes) -> None:
    for read in (qr.decode_cose, cwt.read):
        with suppress(MalformedError):
            read(start + data)
    with suppress(MalformedError):
        qr.decode(base45.encode(zlib.compress(start + data)))


cbor_values = st.recursive(
    st.none()
    | st.booleans()
    | st.integers(-(2**63), 2**63)
    | st.binary(max_size=20)
    | st.text(max_size=8),
    lambda inner: (
        st.lists(inner, max_size=3)
        | st.dictionaries(
            st.sampled_from(
                [1, 4, 5, 6, 8, 16, 17, 21, 23, 75, 169, 65535, "status_list", "idx", "uri"]
            ),
            inner,
            max_size=5,
        )
    ),
    max_leaves=12,
)


@settings(max_examples=300)
@given(
    st.dictionaries(st.sampled_from([1, 4, 5, 6, 169, 65535]), cbor_values, max_size=6), st.data()
)
def test_only_our_errors_escape_from_arbitrary_claims(
    writer: ModuleType, found: dict[int, Any], data: st.DataObject
) -> None:
    card = writer.loads(cwt.write(writer.claims()))
    place = data.draw(st.sampled_from([*card, *card[169]]))
    (card if place in card else card[169])[place] = data.draw(cbor_values)
    for claims in (found, card):
        with suppress(MalformedError, UnicodeEncodeError):
            cwt.read(writer.dumps(claims))
