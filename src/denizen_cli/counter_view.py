"""What one counter is shown of a verified card: only what its service may see, and what typed values prove."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field, replace

from denizen.credential import (
    CardClaims,
    CheckCode,
    PortraitFormat,
    SealedAnswer,
    SealedField,
    SealedFields,
    SealingKey,
)
from denizen.credential.sealed import check, printed_form
from denizen.errors import InputError
from denizen.verification import Answer, Verdict
from denizen_cli.public_folder import City, Service

SEALABLE = {
    "name": SealedField.NAME,
    "birth_date": SealedField.BIRTH_DATE,
    "address": SealedField.ADDRESS,
}
# Without a service nothing is shown that says who the holder is.
WITHOUT_SERVICE = ("photo", "card_number", "expires")
PICTURE_SUFFIX = {
    PortraitFormat.JPEG: ".jpg",
    PortraitFormat.JPEG_2000: ".jp2",
    PortraitFormat.AVIF: ".avif",
    PortraitFormat.WEBP: ".webp",
}


@dataclass(frozen=True, slots=True)
class Typed:
    """What somebody read from the card's face and typed, with the check code that proves it."""

    values: Mapping[str, str] = field(repr=False)
    check_code: CheckCode | None = field(repr=False)

    def __post_init__(self) -> None:
        """Refuse values without the check code, and the code without a value (`InputError`)."""
        if bool(self.values) is not (self.check_code is not None):
            raise InputError(
                "verify.check_code",
                "a typed name, birth date or address is proved with the check code, and only so",
                where="--check-code",
                mend="Type both: the value, and the 12 characters from the side without the QR code.",
            )


@dataclass(frozen=True, slots=True)
class View:
    """What is shown: plain fields, and for each field that can be sealed what is known of it."""

    fields: Mapping[str, str | bool] = field(repr=False)
    sealed: Mapping[str, str]


def allowed_fields(service: Service | None) -> tuple[str, ...]:
    """List what this counter may see."""
    return WITHOUT_SERVICE if service is None else service.may_see


def require_allowed(typed: Typed, service: Service | None) -> None:
    """Refuse to check what this counter may not see (`InputError`)."""
    if service is None:
        return
    for name in typed.values:
        if name not in service.may_see:
            raise InputError(
                "verify.not_for_this_counter",
                f"this service does not check the {name.replace('_', ' ')}",
                where=f"--service {service.id}",
            )


def view(claims: CardClaims, *, service: Service | None, typed: Typed) -> View:
    """Build what this counter is shown of a card that verified."""
    allowed = allowed_fields(service)
    shown: dict[str, str | bool] = {
        "card_number": claims.number.display,
        "expires": claims.validity.last_day.isoformat(),
        "photo": claims.portrait is not None,
    }
    shown |= clear_values(claims)
    asked = [name for name in SEALABLE if name in allowed or name in typed.values]
    answers = checked(claims, typed)
    sealed = {name: answers.get(name) or unchecked(claims, name) for name in asked}
    return View({name: shown[name] for name in shown if name in allowed}, sealed)


def clear_values(claims: CardClaims) -> dict[str, str]:
    """Give what the code says in clear."""
    found = {}
    if claims.name is not None:
        found["name"] = claims.name
    if claims.birth_date is not None:
        found["birth_date"] = claims.birth_date.isoformat()
    return found


def unchecked(claims: CardClaims, name: str) -> str:
    """Say what is known of a field that nobody typed: in clear, sealed and not checked, or not bound."""
    if name in clear_values(claims):
        return "in_clear"
    bound = claims.sealed is not None and SEALABLE[name] in claims.sealed
    return "not_checked" if bound else SealedAnswer.NOT_BOUND.value


def checked(claims: CardClaims, typed: Typed) -> dict[str, str]:
    """Compare the typed values with what the city signed; the key is derived once."""
    if typed.check_code is None:
        return {}
    key = SealingKey.derive(issuer=claims.issuer, number=claims.number, check_code=typed.check_code)
    return {name: compared(claims, name, text=text, key=key) for name, text in typed.values.items()}


def compared(claims: CardClaims, name: str, *, text: str, key: SealingKey) -> str:
    """Compare one typed value: with the clear one if there is one, else with the sealed one."""
    clear = clear_values(claims).get(name)
    if clear is not None:
        wanted = SEALABLE[name]
        same = printed_form(wanted, text) == printed_form(wanted, clear)
        return str((SealedAnswer.MATCHES if same else SealedAnswer.DIFFERS).value)
    sealed: SealedFields | None = claims.sealed
    if sealed is None:
        return SealedAnswer.NOT_BOUND.value
    return str(check(sealed, SEALABLE[name], typed=text, key=key).value)


def with_typed(verdict: Verdict, shown: View, *, typed: Typed) -> Verdict:
    """Let typed values weigh on a good card: one that differs makes a no, one that is not bound no answer."""
    for state, answer in (
        (SealedAnswer.DIFFERS, Answer.NOT_GOOD),
        (SealedAnswer.NOT_BOUND, Answer.CANNOT_TELL),
    ):
        for name in typed.values:
            if shown.sealed.get(name) == state.value:
                code = f"sealed.{name}_{state.value}"
                return replace(
                    verdict, answer=answer, code=code, summary="a typed value was checked"
                )
    return verdict


def city_service(city: City, wanted: str | None) -> Service | None:
    """Find the service that was named, if one was (`InputError`)."""
    return None if wanted is None else city.service(wanted)
