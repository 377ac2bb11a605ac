"""What holds for every card, every byte and every list: only our errors, no forgery, no yes out of a no."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from denizen._encoding import base45
from denizen._encoding.inflate import deflate, inflate
from denizen.errors import DenizenError, StatusListError, TrustListError
from denizen.formats.qr import decode_cose
from denizen.status import Fresh, Over, Stale, freshness, open_status_list
from denizen.trust import open_trust_list
from denizen.verification import (
    Answer,
    RelyingPartyRule,
    Valid,
    ValidAsOf,
    WhenStale,
    judge,
    verify,
    verify_cose,
)
from denizen.verification.steps import answer_of

NOW = datetime(2026, 11, 22, 12, tzinfo=UTC)
RULES = st.builds(
    RelyingPartyRule,
    fresh_for=st.timedeltas(timedelta(seconds=1), timedelta(hours=48)),
    when_stale=st.sampled_from(WhenStale),
)
INSTANTS = st.datetimes(
    datetime(1970, 1, 1), datetime(2040, 1, 1), timezones=st.just(UTC)
) | st.datetimes(
    (NOW - timedelta(hours=1)).replace(tzinfo=None),
    (NOW + timedelta(days=2)).replace(tzinfo=None),
    timezones=st.just(UTC),
)


@pytest.fixture(scope="module")
def lists(lasting_city):
    return {"trust": lasting_city.open_trust(), "status": lasting_city.open_status()}


@pytest.fixture(scope="module")
def rule():
    return RelyingPartyRule(timedelta(hours=12), WhenStale.AS_OF)


@pytest.fixture(scope="module")
def card(lasting_city):
    return lasting_city.issue(7)


@pytest.fixture(scope="module")
def revoked_status(lasting_city):
    lasting_city.revoke(7)
    lasting_city.publish_status()
    opened = lasting_city.open_status()
    lasting_city.bits.clear(7)
    lasting_city.publish_status()
    return opened


@given(text=st.text(max_size=300) | st.text("0123456789ABCDEF $%*+-./:", max_size=300))
def test_arbitrary_text_raises_only_our_refusals(lists, rule, text):
    with pytest.raises(DenizenError):
        verify(text, at=NOW, rule=rule, **lists)


@given(data=st.binary(max_size=300))
def test_arbitrary_bytes_under_the_outer_stages_raise_only_our_refusals(lists, rule, data):
    with pytest.raises(DenizenError):
        verify(base45.encode(deflate(data)), at=NOW, rule=rule, **lists)
    with pytest.raises(DenizenError):
        verify_cose(data, at=NOW, rule=rule, **lists)


@settings(max_examples=300)
@given(place=st.integers(0, 10_000), bit=st.integers(0, 7))
def test_a_flipped_bit_in_the_cose_bytes_never_verifies_as_another_card(
    lists, rule, card, place, bit
):
    whole = inflate(base45.decode(card))
    changed = bytearray(whole)
    changed[place % len(whole)] ^= 1 << bit
    try:
        outcome = verify_cose(bytes(changed), at=NOW, rule=rule, **lists)
    except DenizenError:
        return
    assert outcome.card.claims == decode_cose(whole).claims
    assert decode_cose(bytes(changed)).envelope == decode_cose(whole).envelope


@settings(max_examples=300)
@given(
    place=st.integers(0, 10_000),
    character=st.sampled_from("0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZ $%*+-./:"),
)
def test_a_changed_character_is_refused_or_decodes_to_the_same_cose_bytes(
    lists, rule, card, place, character
):
    place %= len(card)
    changed = card[:place] + character + card[place + 1 :]
    try:
        verify(changed, at=NOW, rule=rule, **lists)
    except DenizenError:
        return
    assert inflate(base45.decode(changed)) == inflate(base45.decode(card))


@given(at=INSTANTS, rule=RULES)
def test_adding_a_revocation_never_turns_a_no_into_a_yes(lists, card, revoked_status, at, rule):
    before = judge(card, at=at, rule=rule, **lists)
    after = judge(card, at=at, rule=rule, trust=lists["trust"], status=revoked_status)
    assert after.answer is not Answer.GOOD
    if before.answer is Answer.NOT_GOOD:
        assert after.answer is Answer.NOT_GOOD


@given(at=INSTANTS, rule=RULES)
def test_judge_says_in_a_value_what_verify_says_by_raising(lists, card, at, rule):
    verdict = judge(card, at=at, rule=rule, **lists)
    assert answer_of(verdict.code, verdict.step) is verdict.answer
    assert (verdict.card is not None) is (verdict.answer is Answer.GOOD)
    if verdict.answer is Answer.GOOD:
        assert verify(card, at=at, rule=rule, **lists).card == verdict.card
        return
    with pytest.raises(DenizenError) as caught:
        verify(card, at=at, rule=rule, **lists)
    assert caught.value.code == verdict.code


@given(at=INSTANTS, rule=RULES)
def test_the_answer_agrees_with_the_freshness_of_the_list(lists, card, at, rule):
    status = lists["status"]
    try:
        outcome = verify(card, at=at, rule=rule, **lists)
    except DenizenError:
        return
    age = freshness(issued=status.issued, expires=status.expires, fresh_for=rule.fresh_for, at=at)
    match age:
        case Fresh():
            assert isinstance(outcome, Valid)
        case Stale():
            assert isinstance(outcome, ValidAsOf)
        case Over():
            pytest.fail("a list that is over answered")


@given(text=st.text(max_size=60))
def test_a_verdict_on_a_refused_card_shows_nothing_of_it(lists, rule, text):
    verdict = judge(f"ZULEMA {text}", at=NOW, rule=rule, **lists)
    assert verdict.card is None
    assert "ZULEMA" not in repr(verdict)


def test_neither_an_error_nor_a_card_shows_personal_values(lasting_city, lists, rule):
    text = lasting_city.issue(7, name="Zulema Quispe", portrait=None)
    outcome = verify(text, at=NOW, rule=rule, **lists)
    assert "Zulema" not in repr(outcome)
    changed = base45.encode(deflate(inflate(base45.decode(text)).replace(b"Zulema", b"Zulemo")))
    with pytest.raises(DenizenError) as caught:
        verify(changed, at=NOW, rule=rule, **lists)
    assert "Zulem" not in repr(caught.value)
    assert "Zulem" not in str(caught.value)


@given(data=st.binary(max_size=200))
def test_arbitrary_lists_raise_only_their_own_refusals(lasting_city, lists, data):
    with pytest.raises(TrustListError):
        open_trust_list(data, pin=lasting_city.pin, at=NOW, minimum_version=0)
    with pytest.raises(StatusListError):
        open_status_list(data, trust=lists["trust"], at=NOW)
