"""Passkeys (Web Authentication): added, and answered at signing in.

A question (challenge) is sealed into a cookie of five minutes instead of a table that strangers could fill.
It is asked once: a passkey remembers the instant of the newest question that it answered and takes no answer
to that one or an older one.  User verification (a finger, a face, a PIN) is required, so that a passkey
is two factors by itself; it must be discoverable, so that nobody types a name.
"""

from __future__ import annotations

import hashlib
import json
import secrets
from dataclasses import dataclass
from datetime import datetime, timedelta
from enum import StrEnum
from typing import Any, cast

from django.db import transaction
from django.db.models import Q
from django.http import HttpRequest, HttpResponse
from webauthn import (
    generate_authentication_options,
    generate_registration_options,
    options_to_json,
    verify_authentication_response,
    verify_registration_response,
)
from webauthn.helpers import (
    parse_authentication_credential_json,
    parse_registration_credential_json,
)
from webauthn.helpers.exceptions import WebAuthnException
from webauthn.helpers.structs import (
    AuthenticatorSelectionCriteria,
    PublicKeyCredentialDescriptor,
    ResidentKeyRequirement,
    UserVerificationRequirement,
)

from denizen._encoding import base64url
from denizen.errors import MalformedError
from denizen_site.accounts.models import Passkey, Staff
from denizen_site.accounts.sealing import open_sealed, seal
from denizen_site.accounts.sessions import SignedInSession
from denizen_site.config.database import in_our_words
from denizen_site.errors import AccountError

COOKIE = "__Host-question"
LIFE = timedelta(minutes=5)
MOST_ANSWER_BYTES = 64_000
MOST_PASSKEYS = 8
CHALLENGE_BYTES = 32
NAME = "Denizen"
WRONG = (WebAuthnException, ValueError, KeyError, TypeError)


class Purpose(StrEnum):
    """What a question was asked for."""

    SIGN_IN = "sign-in"
    ADD = "add"


@dataclass(frozen=True, slots=True)
class Question:
    """A question, to whom it was put, and when."""

    purpose: Purpose
    challenge: bytes
    asked: datetime
    staff: str = ""


def ask_to_sign_in(request: HttpRequest, *, at: datetime) -> tuple[str, str]:
    """Ask whichever passkey there is; gives the browser's options and the cookie."""
    question = Question(Purpose.SIGN_IN, secrets.token_bytes(CHALLENGE_BYTES), at)
    options = generate_authentication_options(
        rp_id=host_of(request),
        challenge=question.challenge,
        user_verification=UserVerificationRequirement.REQUIRED,
    )
    return options_to_json(options), sealed(question)


def ask_to_add(request: HttpRequest, session: SignedInSession, *, at: datetime) -> tuple[str, str]:
    """Ask for a new passkey of an account; gives the browser's options and the cookie."""
    question = Question(Purpose.ADD, secrets.token_bytes(CHALLENGE_BYTES), at, session.staff)
    known = Passkey.objects.filter(staff=session.staff)
    if known.count() >= MOST_PASSKEYS:
        raise AccountError("accounts.many_passkeys", "an account has at most eight passkeys")
    options = generate_registration_options(
        rp_id=host_of(request),
        rp_name=NAME,
        user_name=session.username,
        user_display_name=session.shown_as,
        user_id=session.staff.encode(),
        challenge=question.challenge,
        authenticator_selection=AuthenticatorSelectionCriteria(
            resident_key=ResidentKeyRequirement.REQUIRED,
            require_resident_key=True,
            user_verification=UserVerificationRequirement.REQUIRED,
        ),
        exclude_credentials=[PublicKeyCredentialDescriptor(bytes(k.credential)) for k in known],
    )
    return options_to_json(options), sealed(question)


@in_our_words
def add(
    request: HttpRequest, session: SignedInSession, *, answer: str, label: str, at: datetime
) -> None:
    """Add the passkey that answered; raises `AccountError`."""
    question = read_question(request, Purpose.ADD, at=at)
    if question is None or question.staff != session.staff:
        raise not_taken()
    try:
        made = verify_registration_response(
            credential=parse_registration_credential_json(answer),
            expected_challenge=question.challenge,
            expected_rp_id=host_of(request),
            expected_origin=origin_of(request),
            require_user_verification=True,
        )
    except WRONG:
        raise not_taken() from None
    with transaction.atomic():
        _, is_new = Passkey.objects.get_or_create(
            id=credential_hash(made.credential_id),
            defaults={
                "staff_id": session.staff,
                "label": label,
                "credential": made.credential_id,
                "public_key": made.credential_public_key,
                "sign_count": made.sign_count,
                "added_on": at.date(),
            },
        )
    if not is_new:
        raise not_taken()


@in_our_words
def signed_in_by(request: HttpRequest, answer: str, *, at: datetime) -> Staff | None:
    """Find whose passkey answered the question rightly, or nothing."""
    question = read_question(request, Purpose.SIGN_IN, at=at)
    if question is None or len(answer) > MOST_ANSWER_BYTES:
        return None
    try:
        credential = parse_authentication_credential_json(answer)
        rows = Passkey.objects.filter(id=credential_hash(credential.raw_id), staff__active=True)
        row = rows.select_related("staff").first()
        if row is None or credential.response.user_handle != row.staff.id.encode():
            return None
        seen = verify_authentication_response(
            credential=credential,
            expected_challenge=question.challenge,
            expected_rp_id=host_of(request),
            expected_origin=origin_of(request),
            credential_public_key=bytes(row.public_key),
            credential_current_sign_count=row.sign_count,
            require_user_verification=True,
        )
    except WRONG:
        return None
    # Asked by the database, so that of two requests with one answer only one is served.
    newer = rows.filter(Q(answered=None) | Q(answered__lt=question.asked))
    taken = newer.update(answered=question.asked, sign_count=seen.new_sign_count)
    return row.staff if taken == 1 else None


def read_question(request: HttpRequest, purpose: Purpose, *, at: datetime) -> Question | None:
    """Open the cookie's question, if it is ours, for this purpose, and not too old."""
    try:
        kept = base64url.decode(request.COOKIES.get(COOKIE, ""))
    except MalformedError:
        return None
    plain = open_sealed(kept, purpose=b"question", context=purpose.encode())
    if plain is None:
        return None
    parts = cast("dict[str, Any]", json.loads(plain))
    asked = datetime.fromisoformat(parts["asked"])
    if not timedelta(0) <= at - asked <= LIFE:
        return None
    return Question(purpose, bytes.fromhex(parts["challenge"]), asked, parts["staff"])


def sealed(question: Question) -> str:
    """Seal a question for the cookie."""
    parts = {
        "challenge": question.challenge.hex(),
        "asked": question.asked.isoformat(),
        "staff": question.staff,
    }
    plain = json.dumps(parts).encode()
    return base64url.encode(seal(plain, purpose=b"question", context=question.purpose.encode()))


def keep_in_browser(response: HttpResponse, question: str) -> None:
    """Put the sealed question into the browser."""
    response.set_cookie(
        COOKIE,
        question,
        max_age=int(LIFE.total_seconds()),
        secure=True,
        httponly=True,
        samesite="Strict",
    )


def forget_in_browser(response: HttpResponse) -> None:
    """Take the question out of the browser."""
    response.set_cookie(COOKIE, "", max_age=0, secure=True, httponly=True, samesite="Strict")


def credential_hash(credential: bytes) -> str:
    """Give the key under which a credential is found."""
    return hashlib.sha256(credential).hexdigest()


def host_of(request: HttpRequest) -> str:
    """Give the relying party's id: the host without its port."""
    return request.get_host().rsplit(":", 1)[0] if ":" in request.get_host() else request.get_host()


def origin_of(request: HttpRequest) -> str:
    """Give the origin that a browser signs."""
    return f"{request.scheme}://{request.get_host()}"


def not_taken() -> AccountError:
    """Make the refusal of an answer; it never says which part was wrong."""
    return AccountError("accounts.passkey_not_taken", "the passkey did not answer as it must")
