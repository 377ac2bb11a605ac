"""What the library says of spoilt cards, Node says too: answer, code and step."""

from __future__ import annotations

import json
import random
import zlib
from copy import deepcopy
from pathlib import Path

import pytest

from denizen._encoding import base45
from denizen._encoding.deterministic_cbor import dumps, loads
from denizen._encoding.inflate import inflate
from denizen.envelope import cose_sign1

CORPUS = Path(__file__).resolve().parents[1] / "library" / "vectors" / "qr"
HEADS = bytes.fromhex("000117181b1f385f607f80819fa0a1bfc0c1d8f0f4f6f7f8f9fafbff")
LEAVES = (
    0,
    1,
    -1,
    23,
    1 << 64,
    True,
    False,
    None,
    "",
    "a",
    "é" * 201,
    b"",
    bytes(16),
    bytes(4097),
    [],
    {},
    [[]],
    {1: {}},
)
LEAF_LIMIT = (1 << 64) - 1
COUNT, LONG_COUNT = 3_000, 100_000


def asked_in_python(writer, texts):
    library = writer.answerer()
    usual = writer.Asked("usual", "", "", "")
    trust, _ = library.trust(usual, usual.at)
    status, _ = library.status(usual, trust, usual.at)
    rule = writer.RelyingPartyRule(writer.timedelta(hours=12), writer.WhenStale.AS_OF)
    found = [
        writer.judge(text, trust=trust, status=status, at=usual.at, rule=rule) for text in texts
    ]
    return [[each.answer.value, each.code, each.step] for each in found]


def spoilt(data: bytes, dice: random.Random) -> bytes:
    """Flip, set, drop or add bytes at one to three places."""
    out = bytearray(data)
    for _ in range(dice.randint(1, 3)):
        at = dice.randrange(len(out) or 1)
        match dice.randrange(5):
            case 0 if out:
                out[at] ^= 1 << dice.randrange(8)
            case 1 if out:
                out[at] = dice.choice(HEADS)
            case 2:
                del out[at : at + dice.randint(1, 4)]
            case 3:
                out[at:at] = bytes((dice.choice(HEADS), dice.randrange(256)))
            case _:
                out[at:at] = out[: dice.randrange(20)]
    return bytes(out)


def changed_claims(payload: bytes, dice: random.Random) -> bytes:
    """Replace, add or drop claims, so that a signed card of strange claims comes out."""
    found = loads(payload)
    for _ in range(dice.randint(1, 2)):
        target = (
            found if dice.random() < 0.5 or not isinstance(found.get(169), dict) else found[169]
        )
        key = dice.choice([*target, 2, 7, 62])
        value = deepcopy(dice.choice(LEAVES))
        value = min(value, LEAF_LIMIT) if type(value) is int else value
        if dice.random() < 0.2:
            target.pop(key, None)
        else:
            target[key] = value
    return dumps(found)


def mutants(writer, count: int, seed: int) -> list[str]:
    """Make texts that are spoilt at every layer, a third of them signed after they were spoilt."""
    dice = random.Random(seed)
    texts = [each.text for each in writer.questions() if each.name in {"usual", "in clear"}]
    found = []
    for _ in range(count):
        text = dice.choice(texts)
        packed = base45.decode(text)
        cose = inflate(packed)
        payload = cose_sign1.parse(cose).payload
        match dice.randrange(6):
            case 0:
                found.append(base45.encode(spoilt(packed, dice)))
            case 1:
                at = dice.randrange(len(text))
                found.append(
                    text[:at]
                    + dice.choice("0Z:a é😀") * dice.randrange(3)
                    + text[at + dice.randrange(3) :]
                )
            case 2 | 3:
                found.append(packed_text(spoilt(cose, dice), dice))
            case 4:
                found.append(
                    packed_text(cose_sign1.sign(spoilt(payload, dice), writer.city.CARD), dice)
                )
            case _:
                found.append(
                    packed_text(
                        cose_sign1.sign(changed_claims(payload, dice), writer.city.CARD), dice
                    )
                )
    return found


def packed_text(cose: bytes, dice: random.Random) -> str:
    return base45.encode(zlib.compress(cose, dice.choice((0, 1, 9))))


def differences(writer, node, texts, **how):
    ours = asked_in_python(writer, texts)
    theirs = node("verdicts.mjs", stdin=json.dumps(texts), **how)
    assert len(theirs) == len(texts)
    return [case for case in zip(texts, ours, theirs, strict=True) if case[1] != case[2]]


def test_the_corpus_of_refusals_gets_the_same_codes_in_node(writer, node):
    found = [path.read_text("utf-8").partition("\n\n") for path in sorted(CORPUS.glob("*.txt"))]
    texts = [text for _, _, text in found]
    assert differences(writer, node, texts) == []
    codes = [code for _, code, _ in node("verdicts.mjs", stdin=json.dumps(texts))]
    assert codes == [head.splitlines()[0].removeprefix("expect: ") for head, _, _ in found]


def test_spoilt_cards_get_the_same_verdict_in_both(writer, node):
    assert differences(writer, node, mutants(writer, COUNT, seed=20261123))[:5] == []


@pytest.mark.long
def test_very_many_spoilt_cards_get_the_same_verdict_in_both(writer, node):
    for seed in range(LONG_COUNT // 10_000):
        assert differences(writer, node, mutants(writer, 10_000, seed=seed))[:5] == []
