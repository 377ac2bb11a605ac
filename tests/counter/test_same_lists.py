"""What the library says of spoilt lists, Node says too: opened, or refused with the same code."""

from __future__ import annotations

import json
import random
from copy import deepcopy

import pytest

from denizen._encoding.deterministic_cbor import dumps, loads
from denizen.envelope import cose_sign1
from denizen.errors import DenizenError
from denizen.status import open_status_list
from denizen.trust import ProgrammeMode, RootPin, open_trust_list

COUNT, MANY = 800, 40_000
LEAVES = (
    0,
    1,
    -1,
    2,
    1 << 40,
    True,
    None,
    "",
    "https://elm.denizen.example/status",
    "a b",
    b"",
    bytes(77),
    [],
    {},
    [{}],
    {1: 2},
)


def spoilt(data: bytes, dice: random.Random) -> bytes:
    """Set, flip, drop or add a byte at one or two places."""
    out = bytearray(data)
    for _ in range(dice.randint(1, 2)):
        at = dice.randrange(len(out))
        match dice.randrange(4):
            case 0:
                out[at] ^= 1 << dice.randrange(8)
            case 1:
                out[at] = dice.randrange(256)
            case 2:
                del out[at : at + dice.randint(1, 3)]
            case _:
                out.insert(at, dice.choice(b"\x00\x01\x18\x40\x60\x80\xa0\xc1\xf6\xff"))
    return bytes(out)


def changed(item, dice: random.Random):
    """Replace, add or drop one member somewhere in a payload."""
    item = deepcopy(item)
    place = item
    while True:
        keys = [*place] if isinstance(place, dict) else [*range(len(place))]
        key = dice.choice(keys)
        if isinstance(place[key], dict | list) and place[key] and dice.random() < 0.8:
            place = place[key]
            continue
        if isinstance(place, dict) and dice.random() < 0.2:
            del place[key]
        elif isinstance(place, dict) and dice.random() < 0.1:
            place[dice.choice((0, 5, 6, 7, 8, "x"))] = deepcopy(dice.choice(LEAVES))
        else:
            place[key] = deepcopy(dice.choice(LEAVES))
        return item


def files(writer, count: int, seed: int) -> list[tuple[str, bytes]]:
    """Spoil lists as they are, and lists that are signed after they were spoilt."""
    dice, city, found = random.Random(seed), writer.city, []
    step = city.handover(city.NEXT_ROOT, city.ROOT)
    trust = (city.trust_file(), city.trust_file(city.NEXT_ROOT, (step,)))
    for _ in range(count):
        if dice.random() < 0.5:
            kind, file, signer, typ = "status", city.status_file(), city.STATUS, city.STATUS_TYPE
        else:
            kind, file, signer, typ = "trust", dice.choice(trust), city.ROOT, city.TRUST_TYPE
        payload = cose_sign1.parse(file).payload
        match dice.randrange(3):
            case 0:
                found.append((kind, spoilt(file, dice)))
            case 1:
                found.append((kind, cose_sign1.sign(spoilt(payload, dice), signer, typ=typ)))
            case _:
                other = dumps(changed(loads(payload), dice))
                found.append((kind, cose_sign1.sign(other, signer, typ=typ)))
    return found


def opened_in_python(writer, cases) -> list[str]:
    now = writer.NOW
    pin = RootPin(writer.city.ROOT.public_key, ProgrammeMode.LIVE)
    trust = open_trust_list(writer.city.trust_file(), pin=pin, at=now, minimum_version=0)
    found = []
    for kind, file in cases:
        try:
            if kind == "trust":
                open_trust_list(file, pin=pin, at=now, minimum_version=0)
            else:
                open_status_list(file, trust=trust, at=now)
            found.append("opened")
        except DenizenError as error:
            found.append(error.code)
    return found


def differences(writer, node, cases):
    ours = opened_in_python(writer, cases)
    theirs = node("lists.mjs", stdin=json.dumps([[kind, file.hex()] for kind, file in cases]))
    found = zip(cases, ours, theirs, strict=True)
    return [
        (kind, file.hex(), *codes) for (kind, file), *codes in found if codes[0] != codes[1]
    ], set(ours)


def test_spoilt_lists_get_the_same_code_in_both(writer, node):
    different, codes = differences(writer, node, files(writer, COUNT, seed=11))
    assert different[:3] == []
    assert len(codes) > 6, codes


@pytest.mark.long
def test_very_many_spoilt_lists_get_the_same_code_in_both(writer, node):
    for seed in range(MANY // 4_000):
        assert differences(writer, node, files(writer, 4_000, seed=seed))[0][:3] == []
