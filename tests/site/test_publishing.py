"""The public files: whole, in order, on the clock, and judged by the library's own counter."""

from __future__ import annotations

import json
from datetime import timedelta

import pytest

from denizen.errors import CannotTellError, RevokedError
from denizen.keys import PublicKey
from denizen.status import open_status_list, open_status_list_jwt
from denizen.trust import KeyPurpose, open_trust_list
from denizen.verification import RelyingPartyRule, WhenStale, verify
from denizen_site.custody import actions as custody
from denizen_site.errors import CustodyError, PublicationError, StateError
from denizen_site.issuance.actions import issue_card
from denizen_site.issuance.commit import nobody_watches, reserve
from denizen_site.lifecycle import actions
from denizen_site.lifecycle.public_files import ORDER

HOUR = timedelta(hours=1)
RULE = RelyingPartyRule(timedelta(hours=12), WhenStale.AS_OF)


@pytest.fixture
def public(tmp_path):
    return tmp_path / "public"


@pytest.fixture
def counter(programme, public):
    """What a counter says of a card with the files as they lie there."""

    def ask(issued, at):
        trust = open_trust_list(
            (public / "trust.cose").read_bytes(), pin=programme.pin, at=at, minimum_version=0
        )
        status = open_status_list((public / "status.cwt").read_bytes(), trust=trust, at=at)
        return verify(issued.qr_text, trust=trust, status=status, at=at, rule=RULE)

    return ask


def test_a_counter_believes_a_card_until_the_list_after_it_was_stopped(
    programme, counter, public, charter, order, at
):
    issued = issue_card(order, at=at)
    first = actions.publish(out=public, charter=charter, at=at)
    assert counter(issued, at).card.claims.number == issued.number
    actions.revoke_by_code(issued.number, issued.revocation_code, at=at + HOUR)
    before = {name: (public / name).read_bytes() for name in ORDER}
    again = actions.publish(out=public, charter=charter, at=at + HOUR)
    assert not again.status_renewed
    assert {name: (public / name).read_bytes() for name in ORDER} == before
    counter(issued, at + HOUR)
    following = actions.publish(out=public, charter=charter, at=first.slot.end)
    assert following.status_renewed
    with pytest.raises(RevokedError):
        counter(issued, first.slot.end)


def test_now_does_not_wait_and_still_says_the_slots_hour(
    programme, counter, public, charter, order, at
):
    issued = issue_card(order, at=at)
    first = actions.publish(out=public, charter=charter, at=at)
    actions.revoke_by_code(issued.number, issued.revocation_code, at=at)
    at_once = actions.publish(out=public, charter=charter, at=at + HOUR, now=True)
    assert at_once.slot == first.slot
    with pytest.raises(RevokedError):
        counter(issued, at + HOUR)


def test_nothing_published_tells_the_minute(programme, public, charter, at):
    actions.publish(out=public, charter=charter, at=at)
    trust = open_trust_list(
        (public / "trust.cose").read_bytes(), pin=programme.pin, at=at, minimum_version=1
    )
    for status in (
        open_status_list((public / "status.cwt").read_bytes(), trust=trust, at=at),
        open_status_list_jwt((public / "status.jwt").read_text(), trust=trust, at=at),
    ):
        assert (status.issued.hour, status.issued.minute, status.issued.second) == (12, 0, 0)
        assert status.expires - status.issued == timedelta(hours=charter.lists.life_hours)


def test_a_folder_of_its_own_gets_the_same_files(programme, public, charter, at, tmp_path):
    actions.publish(out=public, charter=charter, at=at)
    actions.publish(out=tmp_path / "mirror", charter=charter, at=at + HOUR)
    for name in ORDER:
        assert (tmp_path / "mirror" / name).read_bytes() == (public / name).read_bytes()
    assert sorted(path.name for path in public.iterdir()) == sorted(ORDER)


def test_the_key_set_holds_public_halves_of_announced_keys_only(programme, public, charter, at):
    actions.publish(out=public, charter=charter, at=at)
    custody.rotate(KeyPurpose.CARD, at=at)
    keys = json.loads((public / "keys.json").read_text())["keys"]
    assert {PublicKey.from_jwk(key) for key in keys} == {key.public_key for key in programme.keys}
    assert all("d" not in key for key in keys)


def test_the_citys_page_names_services_and_the_rule_for_old_lists(programme, public, charter, at):
    actions.publish(out=public, charter=charter, at=at)
    page = json.loads((public / "city.json").read_text())
    assert page["issuer"] == charter.issuer
    assert page["fresh_hours"] == charter.lists.fresh_hours
    assert {service["id"] for service in page["services"]} == {s.id for s in charter.services}


def test_a_list_by_a_rotated_key_never_goes_out_before_the_trust_list_that_names_it(
    programme, counter, public, charter, order, at
):
    issued = issue_card(order, at=at)
    actions.publish(out=public, charter=charter, at=at)
    for purpose in KeyPurpose:
        custody.rotate(purpose, at=at, overlap=timedelta(0))
    published = actions.publish(out=public, charter=charter, at=at + HOUR)
    assert published.trust.version == 2
    assert published.status_renewed
    counter(issued, at + HOUR)
    counter(issue_card(order, at=at + HOUR), at + HOUR)


def test_status_lists_go_out_without_the_root(home, programme, public, charter, at, tmp_path):
    actions.publish(out=public, charter=charter, at=at)
    (home / "root").rename(tmp_path / "safe")
    later = actions.publish(out=public, charter=charter, at=at + 12 * HOUR)
    assert later.status_renewed
    assert not later.trust.signed_now
    with pytest.raises(CustodyError, match=r"custody\.root_needed"):
        actions.publish(
            out=public, charter=charter, at=at + timedelta(days=80), root_folder=home / "root"
        )


def test_a_reservation_left_over_is_published_as_revoked_for_good(programme, public, charter, at):
    index = reserve(2**13, day=at.date(), observer=nobody_watches)
    actions.publish(out=public, charter=charter, at=at)
    for days in (1, 400):
        later = at + timedelta(days=days)
        published = actions.publish(out=public, charter=charter, at=later)
        trust = open_trust_list(
            published.trust.data, pin=programme.pin, at=later, minimum_version=0
        )
        status = open_status_list((public / "status.cwt").read_bytes(), trust=trust, at=later)
        assert status.is_revoked(index)
        assert published.no_longer_good == 1
        if days == 1:
            custody.rotate(KeyPurpose.STATUS, at=at + timedelta(days=390))


def test_a_clock_set_back_publishes_nothing(programme, public, charter, at):
    actions.publish(out=public, charter=charter, at=at)
    before = (public / "status.cwt").read_bytes()
    with pytest.raises(PublicationError, match=r"publication\.clock_behind"):
        actions.publish(out=public, charter=charter, at=at - 12 * HOUR)
    assert (public / "status.cwt").read_bytes() == before


def test_a_folder_that_cannot_be_written_keeps_its_older_files(programme, charter, at, tmp_path):
    (tmp_path / "file").write_text("")
    with pytest.raises(StateError, match=r"state\.unwritable"):
        actions.publish(out=tmp_path / "file" / "public", charter=charter, at=at)


def test_a_counter_that_was_away_cannot_tell_once_its_list_is_over(
    programme, counter, public, charter, order, at
):
    issued = issue_card(order, at=at)
    actions.publish(out=public, charter=charter, at=at)
    with pytest.raises(CannotTellError):
        counter(issued, at + 25 * HOUR)


def test_another_citys_charter_publishes_nothing_here(programme, public, other_charter, at):
    with pytest.raises(CustodyError, match=r"custody\.other_issuer"):
        actions.publish(out=public, charter=other_charter, at=at)
    assert not public.exists()
