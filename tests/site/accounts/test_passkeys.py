"""Passkeys, with an authenticator made of software: added, answered, and nothing answered twice or elsewhere."""

from __future__ import annotations

import hashlib
import json
import secrets
from dataclasses import dataclass, field, replace

import cbor2
import pytest
from cryptography.hazmat.primitives.asymmetric import ec
from cryptography.hazmat.primitives.hashes import SHA256
from django.test import Client

from denizen._encoding import base64url
from denizen_site.accounts.models import Passkey, Session, Staff

HOST = "localhost"
ORIGIN = "http://localhost"
PRESENT, VERIFIED, ATTESTED = 0x01, 0x04, 0x40


@dataclass(frozen=True)
class Authenticator:
    """A discoverable ES256 credential (Web Authentication, level 3, sections 6.1 and 6.5)."""

    host: str = HOST
    origin: str = ORIGIN
    flags: int = PRESENT | VERIFIED
    count: int = 0
    id: bytes = field(default_factory=lambda: secrets.token_bytes(32))
    key: ec.EllipticCurvePrivateKey = field(
        default_factory=lambda: ec.generate_private_key(ec.SECP256R1())
    )

    def cose_key(self):
        numbers = self.key.public_key().public_numbers()
        parts = {1: 2, 3: -7, -1: 1, -2: numbers.x.to_bytes(32), -3: numbers.y.to_bytes(32)}
        return cbor2.dumps(parts)

    def client_data(self, kind, challenge):
        facts = {"type": kind, "challenge": challenge, "origin": self.origin, "crossOrigin": False}
        return json.dumps(facts).encode()

    def data(self, *, attested):
        head = hashlib.sha256(self.host.encode()).digest()
        flags = self.flags | (ATTESTED if attested else 0)
        body = bytes([flags]) + self.count.to_bytes(4)
        if attested:
            body += bytes(16) + len(self.id).to_bytes(2) + self.id + self.cose_key()
        return head + body

    def make(self, options):
        client = self.client_data("webauthn.create", options["challenge"])
        statement = {"fmt": "none", "attStmt": {}, "authData": self.data(attested=True)}
        return self.written({"clientDataJSON": client, "attestationObject": cbor2.dumps(statement)})

    def answer(self, options, handle):
        client = self.client_data("webauthn.get", options["challenge"])
        data = self.data(attested=False)
        signature = self.key.sign(data + hashlib.sha256(client).digest(), ec.ECDSA(SHA256()))
        parts = {
            "clientDataJSON": client,
            "authenticatorData": data,
            "signature": signature,
            "userHandle": handle,
        }
        return self.written(parts)

    def written(self, parts):
        response = {name: base64url.encode(part) for name, part in parts.items()}
        own = base64url.encode(self.id)
        return json.dumps(
            {"id": own, "rawId": own, "type": "public-key", "response": response}
            | {"clientExtensionResults": {}}
        )


def add_to(client, key, *, label="My phone", base="/account/passkeys"):
    options = client.post(f"{base}/question/", headers={"Accept": "application/json"}).json()
    form = {"answer": key.make(options), "label": label}
    return client.post(f"{base}/answer/", form, headers={"Accept": "application/json"})


def sign_in_with(client, key, staff, **more):
    options = client.post("/sign-in/passkey/question/").json()
    form = {"answer": key.answer(options, staff.encode()), **more}
    return client.post("/sign-in/passkey/answer/", form, headers={"Accept": "application/json"})


@pytest.fixture
def clerk(as_role):
    return as_role("clerk", station=False)


@pytest.fixture
def key(clerk):
    made = Authenticator()
    assert add_to(clerk, made).json() == {"where": "/account/"}
    return made


def test_a_passkey_is_added_under_the_name_that_its_owner_gives_it(clerk, key):
    row = Passkey.objects.get()
    assert (row.staff_id, row.label, bytes(row.credential)) == (clerk.staff, "My phone", key.id)


def test_the_question_asks_for_a_discoverable_key_that_knows_its_owner(clerk):
    options = clerk.post("/account/passkeys/question/").json()
    chosen = options["authenticatorSelection"]
    assert (chosen["residentKey"], chosen["userVerification"]) == ("required", "required")
    assert options["rp"]["id"] == HOST
    assert options["attestation"] == "none"


def test_a_passkey_alone_lets_its_owner_in(browser, clerk, key):
    answer = sign_in_with(browser, key, clerk.staff, next="/account/")
    assert answer.json() == {"where": "/account/"}
    assert browser.is_signed_in


def test_without_a_script_the_answer_is_a_redirection(browser, clerk, key):
    options = browser.post("/sign-in/passkey/question/").json()
    form = {"answer": key.answer(options, clerk.staff.encode())}
    assert browser.post("/sign-in/passkey/answer/", form).headers["Location"] == "/"


def test_an_answer_is_taken_once(browser, clerk, key):
    options = browser.post("/sign-in/passkey/question/").json()
    question = browser.cookies["__Host-question"].value
    form = {"answer": key.answer(options, clerk.staff.encode())}
    assert browser.post("/sign-in/passkey/answer/", form).status_code == 302
    thief = Client(**browser.defaults)
    thief.cookies["__Host-question"] = question
    assert thief.post("/sign-in/passkey/answer/", form).status_code == 422


def test_an_answer_to_an_older_question_is_refused_after_a_newer_one(
    browser, another_browser, clerk, key
):
    old = another_browser.post("/sign-in/passkey/question/").json()
    browser.wait(seconds=1)
    assert sign_in_with(browser, key, clerk.staff).status_code == 200
    form = {"answer": key.answer(old, clerk.staff.encode())}
    another_browser.wait(seconds=2)
    assert another_browser.post("/sign-in/passkey/answer/", form).status_code == 422


def test_a_question_is_good_for_five_minutes(browser, clerk, key):
    options = browser.post("/sign-in/passkey/question/").json()
    browser.wait(minutes=5, seconds=1)
    form = {"answer": key.answer(options, clerk.staff.encode())}
    assert browser.post("/sign-in/passkey/answer/", form).status_code == 422


def test_a_question_for_adding_answers_none_for_signing_in(browser, clerk, key):
    options = clerk.post("/account/passkeys/question/").json()
    browser.cookies["__Host-question"] = clerk.cookies["__Host-question"].value
    form = {"answer": key.answer(options, clerk.staff.encode())}
    assert browser.post("/sign-in/passkey/answer/", form).status_code == 422


@pytest.mark.parametrize(
    "change",
    [
        {"host": "evil.example"},
        {"origin": "http://evil.example"},
        {"flags": PRESENT},
        {"flags": VERIFIED},
        {"key": ec.generate_private_key(ec.SECP256R1())},
        {"id": b"another credential"},
    ],
    ids=["host", "origin", "not verified", "not present", "another key", "another id"],
)
def test_an_answer_that_is_not_right_in_every_part_is_refused(browser, clerk, key, change):
    assert sign_in_with(browser, replace(key, **change), clerk.staff).status_code == 422
    assert not browser.is_signed_in


def test_an_answer_that_names_another_owner_is_refused(browser, as_role, clerk, key):
    other = as_role("director")
    assert sign_in_with(browser, key, other.staff).status_code == 422


@pytest.mark.parametrize("text", ["", "{}", "[]", "null", "{", '{"id": 1}', "x" * 70_000])
def test_rubbish_is_refused_in_words(browser, clerk, key, text):
    browser.post("/sign-in/passkey/question/")
    answer = browser.post(
        "/sign-in/passkey/answer/", {"answer": text}, headers={"Accept": "application/json"}
    )
    assert answer.status_code == 422
    assert answer.json()["summary"]


def test_a_copied_passkey_shows_by_its_count(browser, clerk, key):
    assert sign_in_with(browser, replace(key, count=7), clerk.staff).status_code == 200
    browser.wait(minutes=1)
    assert sign_in_with(browser, replace(key, count=6), clerk.staff).status_code == 422


def test_a_closed_account_has_no_passkey(browser, clerk, key):
    Staff.objects.update(active=False)
    assert sign_in_with(browser, key, clerk.staff).status_code == 422


def test_a_locked_account_still_opens_by_passkey(browser, clerk, key, at):
    Staff.objects.update(failures=5, locked_until=at.replace(year=2027))
    assert sign_in_with(browser, key, clerk.staff).status_code == 200
    assert Staff.objects.get().locked_until is None


def test_one_credential_belongs_to_one_account(as_role, clerk, key):
    other = as_role("clerk", station=False)
    assert add_to(other, key).status_code == 422
    assert Passkey.objects.get().staff_id == clerk.staff


def test_an_answer_for_adding_counts_for_the_account_that_was_asked(as_role, clerk):
    other, made = as_role("clerk", station=False), Authenticator()
    options = clerk.post("/account/passkeys/question/").json()
    other.cookies["__Host-question"] = clerk.cookies["__Host-question"].value
    form = {"answer": made.make(options)}
    assert other.post("/account/passkeys/answer/", form).status_code == 422


def test_a_key_that_did_not_verify_its_owner_is_not_added(clerk):
    assert add_to(clerk, Authenticator(flags=PRESENT)).status_code == 422
    assert not Passkey.objects.exists()


def test_adding_one_a_while_after_signing_in_needs_the_password_again(clerk):
    clerk.defaults["denizen.at"] = clerk.defaults["denizen.at"].replace(minute=54)
    answer = clerk.post("/account/passkeys/question/", headers={"Accept": "application/json"})
    assert answer.status_code == 401
    assert answer.json()["where"] == "/account/prove/?next=%2Faccount%2F"


def test_the_only_factor_stays_and_one_of_two_may_go(clerk, key):
    row = Passkey.objects.get()
    assert clerk.post(f"/account/passkeys/{row.id}/remove/").status_code == 422
    assert Passkey.objects.count() == 1
    assert add_to(clerk, Authenticator(), label="Blue key").status_code == 200
    assert clerk.post(f"/account/passkeys/{row.id}/remove/").status_code == 302
    assert Passkey.objects.get().label == "Blue key"


def test_nobody_removes_anothers_passkey(as_role, clerk, key):
    other, row = as_role("clerk", station=False), Passkey.objects.get()
    assert other.post(f"/account/passkeys/{row.id}/remove/").status_code == 422
    assert Passkey.objects.count() == 1


def test_signing_in_by_passkey_takes_the_place_of_a_session_half_way(browser, people, clerk, key):
    people.join("ana")
    browser.sign_in("ana")
    sign_in_with(browser, key, clerk.staff)
    assert not Session.objects.filter(stage="half").exists()
