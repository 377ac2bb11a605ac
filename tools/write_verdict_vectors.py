"""Write docs/spec/vectors/verdicts.json: the verdicts that every implementation has to give.

    python tools/write_verdict_vectors.py

Each vector says what it is meant to show before the library is asked; a library that answers otherwise
stops the writing.  docs/spec/vectors.md describes the file.
"""

from __future__ import annotations

import json
import zlib
from dataclasses import dataclass
from datetime import datetime, timedelta
from pathlib import Path
from typing import Any

import vector_city as city
from vector_city import DAY, NOW
from vector_questions import Asked, questions
from vector_typed import typed_vectors

from denizen.credential import CardClaims
from denizen.errors import CannotTellError, DenizenError
from denizen.status import StatusList, open_status_list
from denizen.trust import ProgrammeMode, RootPin, TrustSet, open_trust_list
from denizen.verification import STEPS, RelyingPartyRule, Verdict, WhenStale, judge, verdict_from

TARGET = Path(__file__).parent.parent / "docs" / "spec" / "vectors" / "verdicts.json"
FORMAT = "denizen-verdicts-1"
ROOTS = {"root": city.ROOT, "Ed25519 root": city.EDWARDS_ROOT}
STALE = {"valid_as_of": WhenStale.AS_OF, "cannot_tell": WhenStale.CANNOT_TELL}
TRUST_TOO_LARGE, STATUS_TOO_LARGE = 2_000_001, 17_000_001
BOMB = zlib.compress(bytes(12_500_001), 9)


@dataclass(frozen=True)
class Answerer:
    """The library at a counter that opens its lists, and keeps why it could not."""

    trust_files: dict[str, bytes]
    status_files: dict[str, bytes]

    def answer(self, asked: Asked) -> Verdict:
        """Judge as a counter does: the refusal of a list takes the place of "no list is at hand"."""
        opened_at = asked.opened_at or asked.at
        trust, trust_refusal = self.trust(asked, opened_at)
        status, status_refusal = self.status(asked, trust, opened_at)
        rule = RelyingPartyRule(timedelta(hours=asked.fresh_hours), STALE[asked.stale])
        found = judge(asked.text, trust=trust, status=status, at=asked.at, rule=rule)
        if found.code == "trust.none" and trust_refusal:
            return trust_refusal
        if found.code == "status.none" and status_refusal:
            return status_refusal
        return found

    def trust(self, asked: Asked, at: datetime) -> tuple[TrustSet | None, Verdict | None]:
        if asked.trust is None:
            return None, None
        if asked.root is None:
            error = CannotTellError("trust.no_root", "no root is pinned", step=4)
            return None, verdict_from(error)
        pin = RootPin(ROOTS[asked.root].public_key, ProgrammeMode(asked.mode))
        try:
            data = self.trust_files[asked.trust]
            return open_trust_list(data, pin=pin, at=at, minimum_version=asked.seen), None
        except DenizenError as error:
            return None, verdict_from(error)

    def status(
        self, asked: Asked, trust: TrustSet | None, at: datetime
    ) -> tuple[StatusList | None, Verdict | None]:
        if asked.status is None or trust is None:
            return None, None
        try:
            return open_status_list(self.status_files[asked.status], trust=trust, at=at), None
        except DenizenError as error:
            return None, verdict_from(error)


def answerer() -> Answerer:
    """Make the lists."""
    trust = city.trust_files() | {
        "long ago": city.trust_file(issued=NOW - 9 * DAY),
        "too large": bytes(TRUST_TOO_LARGE),
    }
    status = city.status_files(BOMB) | {
        "long ago": city.status_file(issued=NOW - 5 * DAY, life=90 * DAY),
        "long to come": city.status_file(life=90 * DAY),
        "too large": bytes(STATUS_TOO_LARGE),
    }
    return Answerer(trust, status)


def vector(asked: Asked, found: Verdict) -> dict[str, Any]:
    """Write one vector, once the library says what it was meant to show."""
    if found.code != asked.code:
        raise SystemExit(f"{asked.name}: expected {asked.code}, the library says {found.code}")
    told = {
        "name": asked.name,
        "why": asked.why,
        "text": asked.text,
        "root": asked.root,
        "mode": asked.mode,
        "seen": asked.seen,
        "trust": asked.trust,
        "status": asked.status,
        "at": int(asked.at.timestamp()),
        "rule": {"fresh_hours": asked.fresh_hours, "stale": asked.stale},
    }
    if asked.opened_at is not None:
        told["opened_at"] = int(asked.opened_at.timestamp())
    expect: dict[str, Any] = {"answer": found.answer.value, "code": found.code, "step": found.step}
    expect["layer"] = STEPS[found.step].name
    if found.card is not None and found.as_of is not None:
        expect |= {"issuer": found.card.issuer_name, "as_of": int(found.as_of.timestamp())}
        expect["claims"] = claims_members(found.card.claims)
    return told | {"expect": expect}


def claims_members(found: CardClaims) -> dict[str, Any]:
    """Write a card's claims; what a card does not say is null."""
    portrait, birth_date = found.portrait, found.birth_date
    kinds = {1: "image/jpeg", 2: "image/jp2", 3: "image/avif", 4: "image/webp"}
    return {
        "issuer": found.issuer,
        "number": found.number.value,
        "first_day": found.validity.first_day.isoformat(),
        "last_day": found.validity.last_day.isoformat(),
        "status": found.status and {"uri": found.status.uri, "index": found.status.index},
        "portrait": portrait
        and {"type": kinds[portrait.format.value], "bytes": portrait.data.hex()},
        "sealed": found.sealed
        and {str(key): value.hex() for key, value in sorted(found.sealed.values.items())},
        "name": found.name,
        "birth_date": birth_date and birth_date.isoformat(),
        "country": found.country,
        "location": found.location,
    }


def file_member(data: bytes) -> str | dict[str, int]:
    """Write a file in hexadecimal, or as how many zero bytes it is."""
    return {"zeros": len(data)} if len(data) > 1_000_000 else data.hex()


def specification() -> dict[str, Any]:
    """Build the whole file."""
    library, asked = answerer(), questions()
    names = [each.name for each in asked]
    if len(set(names)) != len(names):
        raise SystemExit(f"a name stands twice: {sorted(n for n in names if names.count(n) > 1)}")
    verdicts = {each.name: library.answer(each) for each in asked}
    cards = {name: found.card.claims for name, found in verdicts.items() if found.card is not None}
    return {
        "format": FORMAT,
        "roots": {name: signer.public_key.to_jwk() for name, signer in ROOTS.items()},
        "trust_lists": {name: file_member(data) for name, data in library.trust_files.items()},
        "status_lists": {name: file_member(data) for name, data in library.status_files.items()},
        "cards": [vector(each, verdicts[each.name]) for each in asked],
        "typed": typed_vectors(cards),
    }


def written() -> str:
    """Write the file's text."""
    return json.dumps(specification(), ensure_ascii=False, indent=1) + "\n"


if __name__ == "__main__":
    TARGET.write_text(written(), encoding="utf-8")
