"""The typed checks of the verdict vectors: what is typed beside which card, and what must come out."""

from __future__ import annotations

from vector_cards import CODE

from denizen.credential import CardClaims, CheckCode, SealedField
from denizen.credential.sealed import SealingKey, check
from denizen.errors import InputError


def typed_cases() -> dict[str, list[tuple[str, str]]]:
    """Name card and field, and list what is typed with what is expected of it."""
    return {
        "usual name": [
            ("María José Łukasz-Peña", "matches"),
            ("  MARÍA josé\tŁUKASZ-peña ", "matches"),
            ("Mari\u0301a Jose\u0301 Łukasz-Pen\u0303a", "matches"),
            ("maria jose lukasz pena", "matches_without_accents"),
            ("Maria Jose Lukasz-Pena", "matches_without_accents"),
            ("María José Lukasz Peña", "matches_without_accents"),
            ("María José", "differs"),
            ("", "differs"),
            ("a" * 201, "text.too_long"),
            ("María \U0001e030", "text.unassigned"),
        ],
        "usual birth_date": [
            ("1980-02-29", "matches"),
            ("1980/02/29", "matches"),
            ("1980 02 29", "matches"),
            ("19800229", "matches"),
            ("1980-02-28", "differs"),
            ("29.02.1980", "text.date"),
            ("1981-02-29", "text.date"),
            ("1980-2-29", "text.date"),
            ("٢٠٢٠٠١٠١", "text.date"),
        ],
        "usual address": [
            ("165B 06510", "matches"),
            ("165b Church St, New Haven CT 06510-0000", "matches"),
            ("165 06510", "differs"),
            ("165B 06511", "differs"),
            ("Church Street 06510", "text.address"),
            ("06510", "text.address"),
            ("165B 065101", "text.address"),
        ],
        "arabic name name": [
            ("محمد العلي", "matches"),
            ("Mohammed Al Ali", "matches_without_accents"),
            ("mohammed al-ali", "matches_without_accents"),
            ("محمد", "differs"),
        ],
        "arabic name birth_date": [("1980-02-29", "not_bound"), ("no date", "not_bound")],
        "one sealed field name": [
            ("ANA O’CONNOR", "matches"),
            ("Ana OConnor", "differs"),
            ("Ana O'Connor", "differs"),
        ],
        "in clear name": [("María José Peña", "not_bound")],
    }


def typed_vectors(cards: dict[str, CardClaims]) -> list[dict[str, str]]:
    """Write what was typed beside which card, and what the library answers."""
    found = []
    for named, cases in typed_cases().items():
        name, _, wanted = named.rpartition(" ")
        for typed, expected in cases:
            found.append(
                typed_vector(
                    cards[name],
                    name,
                    field=wanted,
                    typed=typed,
                    code=CODE.display,
                    expected=expected,
                )
            )
    name, usual, typed = "usual", cards["usual"], "1980-02-29"
    codes = {
        "o1234567 89ab": "matches",
        "0123-4567-89AC": "differs",
        "0123456789A": "code.shape",
        "0123456789AU": "code.shape",
    }
    return found + [
        typed_vector(usual, name, field="birth_date", typed=typed, code=code, expected=expected)
        for code, expected in codes.items()
    ]


def typed_vector(found: CardClaims, name: str, **case: str) -> dict[str, str]:
    """Write one typed check, once the library says what it was meant to show."""
    outcome = compared(found, field=case["field"], typed=case["typed"], code=case["code"])
    if outcome != case["expected"]:
        raise SystemExit(f"{name}, {case}: the library says {outcome}")
    return {
        "card": name,
        "field": case["field"],
        "typed": case["typed"],
        "check_code": case["code"],
        "expect": outcome,
    }


def compared(found: CardClaims, *, field: str, typed: str, code: str) -> str:
    """Compare a typed value with a card's seal: an outcome, or the code of what has no canonical form."""
    try:
        parsed = CheckCode.parse(code)
        if found.sealed is None:
            return "not_bound"
        key = SealingKey.derive(issuer=found.issuer, number=found.number, check_code=parsed)
        return check(found.sealed, SealedField[field.upper()], typed=typed, key=key).value
    except InputError as error:
        return error.code
