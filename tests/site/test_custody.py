"""The programme, its two keys and its root: made, bound, rotated, burned, reported."""

from __future__ import annotations

import json
import stat
from datetime import timedelta

import pytest

from denizen.errors import SigningUnavailableError
from denizen.keys import PublicKey
from denizen.trust import KeyPurpose, ProgrammeMode, RootPin, open_trust_list
from denizen_site.config import boot
from denizen_site.custody import actions, queries
from denizen_site.custody.announcing import (
    RENEW_BEFORE_END,
    TRUST_LIST_LIFE,
    announce_next_root,
    refresh_trust_list,
)
from denizen_site.custody.models import IssuerKey, Programme
from denizen_site.custody.queries import keys as known_keys
from denizen_site.custody.signing import signer_for
from denizen_site.errors import CustodyError

DAY = timedelta(days=1)


def pin_of(home) -> RootPin:
    content = json.loads((home / "root.pub").read_text())
    return RootPin(PublicKey.from_jwk(content["key"]), ProgrammeMode(content["mode"]))


def announce(at):
    return refresh_trust_list(root_folder=None, at=at)


def test_a_new_programme_has_a_root_apart_two_keys_and_a_pin(home, programme):
    assert [key.purpose for key in programme.keys] == [KeyPurpose.CARD, KeyPurpose.STATUS]
    assert programme.keys[0].public_key != programme.keys[1].public_key
    assert pin_of(home) == programme.pin
    assert stat.S_IMODE((home / "root" / "root.key").stat().st_mode) == 0o600
    assert stat.S_IMODE((home / "demonstration-secret").stat().st_mode) == 0o600
    assert "demonstration-secret" in programme.notices[0]


def test_no_private_key_rests_unsealed(home, programme, at):
    private = signer_for(KeyPurpose.CARD, at=at).to_pkcs8()
    for path in home.rglob("*"):
        if path.is_file():
            assert private[-40:] not in path.read_bytes()


def test_a_second_programme_in_a_home_is_refused(programme, charter, at):
    with pytest.raises(CustodyError, match=r"custody\.already_initialised"):
        actions.initialise(mode=ProgrammeMode.DEMONSTRATION, charter=charter, at=at)


def test_a_start_that_was_cut_off_takes_up_the_root_it_had_made(home, charter, at):
    root = actions.take_up_root(home / "root", ProgrammeMode.DEMONSTRATION)
    made = actions.initialise(mode=ProgrammeMode.DEMONSTRATION, charter=charter, at=at)
    assert made.pin == root


def test_another_charter_in_the_same_home_is_refused_with_the_mend(
    programme, charter, other_charter
):
    assert actions.bind(charter).issuer == charter.issuer
    with pytest.raises(CustodyError, match=r"custody\.other_issuer") as caught:
        actions.bind(other_charter)
    assert "DENIZEN_HOME" in caught.value.mend


def test_a_programme_without_a_charter_is_bound_by_the_first_one_it_meets(home, charter, at):
    actions.initialise(mode=ProgrammeMode.DEMONSTRATION, charter=None, at=at)
    with pytest.raises(CustodyError, match=r"custody\.not_bound"):
        announce(at)
    assert actions.bind(charter).issuer == charter.issuer


def test_signing_begins_before_the_day_of_the_first_card_and_outlives_the_longest(programme, at):
    card, status = programme.keys
    assert card.sign_from <= at - DAY
    assert card.verify_until >= card.sign_until + timedelta(days=5 * 365)
    assert status.verify_until < status.sign_until + timedelta(days=30)


def test_live_keys_need_a_passphrase_and_a_root_passphrase_of_their_own(home, charter, at):
    def start(**variables):
        boot.start(home, variables=variables)
        return actions.initialise(mode=ProgrammeMode.LIVE, charter=charter, at=at)

    with pytest.raises(CustodyError, match=r"custody\.no_passphrase.*ROOT"):
        start(DENIZEN_KEY_PASSPHRASE="one")
    with pytest.raises(CustodyError, match=r"custody\.no_passphrase.*KEY"):
        start(DENIZEN_ROOT_PASSPHRASE="two")
    assert start(DENIZEN_KEY_PASSPHRASE="one", DENIZEN_ROOT_PASSPHRASE="two").notices == ()
    assert not (home / "demonstration-secret").exists()
    boot.start(home, variables={"DENIZEN_KEY_PASSPHRASE": "wrong"})
    with pytest.raises(CustodyError, match=r"custody\.wrong_passphrase"):
        signer_for(KeyPurpose.CARD, at=at)
    boot.start(home, variables={"DENIZEN_KEY_PASSPHRASE": "one", "DENIZEN_ROOT_PASSPHRASE": "typo"})
    with pytest.raises(CustodyError, match=r"custody\.wrong_passphrase"):
        announce(at)


def test_a_live_programme_launches_only_when_its_address_is_typed(home, charter, at):
    variables = {"DENIZEN_KEY_PASSPHRASE": "one", "DENIZEN_ROOT_PASSPHRASE": "two"}
    boot.start(home, variables=variables)
    actions.initialise(mode=ProgrammeMode.LIVE, charter=charter, at=at)
    assert queries.programme().prints_specimens
    with pytest.raises(CustodyError, match=r"custody\.not_confirmed"):
        actions.go_live(typed="yes", at=at)
    assert not actions.go_live(typed=charter.issuer, at=at).prints_specimens


def test_a_demonstration_never_goes_live(programme, charter, at):
    with pytest.raises(CustodyError, match=r"custody\.demonstration"):
        actions.go_live(typed=charter.issuer, at=at)


def test_the_trust_list_names_the_keys_and_opens_under_the_pin(home, programme, charter, at):
    copy = announce(at)
    trust = open_trust_list(copy.data, pin=pin_of(home), at=at, minimum_version=1)
    issuer = trust.issuers[charter.issuer]
    assert set(issuer.keys) == {key.public_key.key_id for key in programme.keys}
    assert issuer.status_uri == queries.programme().status_uri


def test_an_unchanged_trust_list_is_given_out_again_until_it_nears_its_end(programme, at):
    first = announce(at)
    assert announce(at + DAY).data == first.data
    renewed = announce(at + TRUST_LIST_LIFE - RENEW_BEFORE_END)
    assert (renewed.version, renewed.signed_now) == (2, True)


def test_publishing_goes_on_without_the_root_until_the_list_is_over(home, programme, at, tmp_path):
    first = announce(at)
    (home / "root").rename(tmp_path / "stick")
    assert announce(at + DAY).data == first.data
    actions.rotate(KeyPurpose.STATUS, at=at + DAY)
    behind = announce(at + DAY)
    assert (behind.data, behind.behind) == (first.data, True)
    with pytest.raises(CustodyError, match=r"custody\.root_needed"):
        announce(at + TRUST_LIST_LIFE)
    with_root = refresh_trust_list(root_folder=tmp_path / "stick", at=at + DAY)
    assert (with_root.version, with_root.behind) == (2, False)


def test_the_version_of_the_trust_list_only_goes_up(programme, at):
    versions = []
    for days in range(4):
        actions.rotate(KeyPurpose.CARD, at=at + days * DAY)
        versions.append(announce(at + days * DAY).version)
    assert versions == [1, 2, 3, 4]
    assert Programme.objects.get().trust_version == 4


def test_a_rotated_key_signs_once_a_trust_list_names_it_and_the_old_one_until_then(programme, at):
    announce(at)
    old = programme.keys[0]
    new, still = actions.rotate(KeyPurpose.CARD, at=at + DAY, overlap=2 * DAY)
    assert [key.key_id for key in still] == [old.key_id]
    assert signer_for(KeyPurpose.CARD, at=at + DAY).public_key == old.public_key
    announce(at + DAY)
    assert signer_for(KeyPurpose.CARD, at=at + DAY).public_key == new.public_key
    by_id = {key.key_id: key for key in known_keys()}
    assert by_id[old.key_id].sign_until == at + 3 * DAY
    assert by_id[old.key_id].verify_until == old.verify_until


def test_an_unannounced_key_never_signs_once_a_trust_list_is_out(programme, at):
    announce(at)
    actions.rotate(KeyPurpose.CARD, at=at, overlap=timedelta(0))
    with pytest.raises(SigningUnavailableError, match=r"custody\.key_not_announced"):
        signer_for(KeyPurpose.CARD, at=at + timedelta(hours=1))


def test_a_compromised_key_signs_nothing_more_and_the_list_says_since_when(home, programme, at):
    card = programme.keys[0]
    actions.mark_compromised(card.key_id, since=at - DAY, at=at)
    later = actions.mark_compromised(card.key_id, since=at - timedelta(hours=1), at=at)
    assert later.compromised_since == at - DAY
    with pytest.raises(SigningUnavailableError, match=r"custody\.no_key"):
        signer_for(KeyPurpose.CARD, at=at)
    trust = open_trust_list(announce(at).data, pin=pin_of(home), at=at, minimum_version=0)
    (issuer,) = trust.issuers.values()
    known = issuer.keys[card.public_key.key_id]
    assert known.compromised_since == int((at - DAY).timestamp())


def test_a_key_is_not_compromised_in_the_future(programme, at):
    with pytest.raises(CustodyError, match=r"custody\.future"):
        actions.mark_compromised(programme.keys[0].key_id, since=at + DAY, at=at)


def test_a_burned_key_is_gone_from_the_file_and_stays_in_the_trust_list(home, programme, at):
    old = programme.keys[0]
    sealed = bytes(IssuerKey.objects.get(key_id=old.key_id).sealed_private)
    assert any(sealed in path.read_bytes() for path in home.glob("denizen.sqlite3*"))
    with pytest.raises(CustodyError, match=r"custody\.last_key"):
        actions.burn(old.key_id, at=at)
    actions.rotate(KeyPurpose.CARD, at=at)
    burned = actions.burn(old.key_id, at=at)
    assert burned.burned_on == at.date()
    assert actions.burn(old.key_id, at=at) == burned
    assert not any(sealed in path.read_bytes() for path in home.glob("denizen.sqlite3*"))
    trust = open_trust_list(announce(at).data, pin=pin_of(home), at=at, minimum_version=0)
    (issuer,) = trust.issuers.values()
    assert old.public_key.key_id in issuer.keys


def test_an_unknown_key_is_refused_by_all(programme, at):
    for act in (
        lambda: actions.burn("00" * 8, at=at),
        lambda: actions.mark_compromised("00" * 8, since=at, at=at),
    ):
        with pytest.raises(CustodyError, match=r"custody\.unknown_key"):
            act()


@pytest.mark.parametrize("damage", [b"", b"{}", b"\xff", b'{"format": "denizen-root-1"}'])
def test_a_damaged_root_is_refused_and_never_replaced(home, programme, at, damage):
    path = home / "root" / "root.key"
    path.write_bytes(damage)
    with pytest.raises(CustodyError, match=r"custody\.damaged_root"):
        announce(at)
    assert path.read_bytes() == damage


def test_counters_follow_from_root_to_root_and_no_other_root_signs(home, programme, at, tmp_path):
    old_pin = pin_of(home)
    announce(at)
    new_pin = announce_next_root(root_folder=None, next_folder=tmp_path / "next", at=at)
    with pytest.raises(CustodyError, match=r"custody\.next_root_known"):
        announce_next_root(root_folder=None, next_folder=tmp_path / "third", at=at)
    assert announce(at).version == 2
    actions.rotate(KeyPurpose.CARD, at=at)
    assert pin_of(home) == old_pin
    by_old = announce(at + DAY)
    actions.rotate(KeyPurpose.CARD, at=at)
    by_new = refresh_trust_list(root_folder=tmp_path / "next", at=at + DAY)
    assert pin_of(home) == new_pin
    for copy, version, signer in ((by_old, 3, old_pin), (by_new, 4, new_pin)):
        trust = open_trust_list(copy.data, pin=old_pin, at=at + DAY, minimum_version=version)
        assert trust.pin == signer
    actions.rotate(KeyPurpose.CARD, at=at)
    with pytest.raises(CustodyError, match=r"custody\.other_root"):
        announce(at + DAY)


def test_nothing_works_before_there_is_a_programme(home, at):
    for act in (
        queries.programme,
        lambda: signer_for(KeyPurpose.CARD, at=at) if queries.programme() else None,
    ):
        with pytest.raises(CustodyError, match=r"custody\.no_programme"):
            act()
