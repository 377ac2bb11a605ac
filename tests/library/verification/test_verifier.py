"""Is this card good?  Each answer and each refusal by its name, step by step."""

from __future__ import annotations

from datetime import UTC, date, datetime, timedelta

import pytest

from denizen._encoding import base45
from denizen._encoding.inflate import deflate, inflate
from denizen.credential import StatusReference, ValidityPeriod
from denizen.envelope import cose_sign1
from denizen.errors import (
    CannotTellError,
    MalformedError,
    RevokedError,
    StatusListError,
    UntrustedIssuerError,
    VerificationError,
)
from denizen.formats.qr import decode
from denizen.keys import Algorithm, SoftwareSigner
from denizen.status import open_status_list
from denizen.trust import KeyPurpose
from denizen.verification import STEPS, Valid, ValidAsOf, WhenStale, verify_cose
from denizen.verification.steps import Answer, answer_of

NOW = datetime(2026, 11, 22, 12, tzinfo=UTC)
DAY = timedelta(days=1)
HOUR = timedelta(hours=1)


def refusal(family, action) -> tuple[int, str]:
    """The step and code of a refusal, which the table of steps must know under the same answer."""
    with pytest.raises(family) as caught:
        action()
    error = caught.value
    expected = Answer.NOT_GOOD if isinstance(error, VerificationError) else Answer.CANNOT_TELL
    assert answer_of(error.code, error.step) is expected
    return error.step, error.code


def not_good(action) -> tuple[int, str]:
    return refusal(VerificationError, action)


def cannot_tell(action) -> tuple[int, str]:
    return refusal(CannotTellError, action)


def test_a_card_just_issued_is_valid(city, counter):
    text = city.issue(7)
    outcome = counter.ask(text)
    assert isinstance(outcome, Valid)
    assert outcome.card.issuer_name == "Elm City"
    assert outcome.card.claims == decode(text).claims
    assert outcome.as_of == NOW


def test_the_cose_bytes_inside_the_code_verify_the_same(city, counter):
    text = city.issue(7)
    data = inflate(base45.decode(text))
    lists = {"trust": counter.trust, "status": counter.status}
    assert verify_cose(data, at=NOW, rule=counter.rule, **lists) == counter.ask(text)


def test_a_card_signed_with_an_edwards_key_is_valid_when_the_trust_list_names_that_key(
    make_city, make_counter
):
    city = make_city(algorithm=Algorithm.EDDSA)
    assert isinstance(make_counter(city).ask(city.issue()), Valid)


class TestTrustList:
    """Step 4."""

    def test_without_a_trust_list_nothing_can_be_told(self, city, counter):
        text = city.issue()
        assert cannot_tell(lambda: counter.ask(text, trust=None)) == (4, "trust.none")

    def test_a_trust_list_that_ended_in_the_counters_hand_tells_nothing(self, city, counter):
        text = city.issue()
        answer = cannot_tell(lambda: counter.ask(text, at=NOW + 30 * DAY))
        assert answer == (4, "trust.expired")

    def test_a_clock_set_to_1970_is_the_clocks_fault_and_not_the_cards(self, city, counter):
        text = city.issue()
        long_ago = datetime(1970, 1, 1, tzinfo=UTC)
        assert cannot_tell(lambda: counter.ask(text, at=long_ago)) == (4, "clock.behind")


class TestIssuerAndKey:
    """Step 5."""

    def test_of_a_card_of_another_city_nothing_can_be_told(self, counter, make_city):
        text = make_city(name="oak").issue()
        answer = refusal(UntrustedIssuerError, lambda: counter.ask(text))
        assert answer == (5, "verification.issuer_unknown")

    def test_a_key_that_the_issuer_does_not_have_is_refused(self, city, counter):
        text = city.issue(signer=SoftwareSigner.generate())
        assert not_good(lambda: counter.ask(text)) == (5, "verification.key_unknown")

    def test_with_old_lists_an_unknown_key_may_be_a_new_one(self, city, counter):
        city.frozen = True
        later = NOW + 20 * HOUR
        text = city.issue(signer=city.add_key(KeyPurpose.CARD, at=later))
        answer = cannot_tell(lambda: counter.ask(text, at=later))
        assert answer == (5, "verification.key_perhaps_new")

    def test_after_fetching_again_the_rotated_key_is_known(self, city, counter):
        text = city.issue(signer=city.add_key(KeyPurpose.CARD))
        city.publish()
        counter.fetch()
        assert isinstance(counter.ask(text), Valid)

    def test_a_key_of_another_city_in_the_same_list_does_not_count(
        self, city, make_city, make_counter
    ):
        oak = make_city(name="oak", root=city.root)
        city.others.append(oak.issuer)
        city.publish()
        counter = make_counter(city)
        text = city.issue(signer=oak.signer(KeyPurpose.CARD))
        assert not_good(lambda: counter.ask(text)) == (5, "verification.key_unknown")

    def test_a_status_key_signs_no_cards(self, city, counter):
        text = city.issue(signer=city.signer(KeyPurpose.STATUS))
        assert not_good(lambda: counter.ask(text)) == (5, "verification.key_wrong_purpose")


class TestSignature:
    """Step 6."""

    def rewritten(self, text, change) -> str:
        """The same card with parts of its envelope changed after signing."""
        envelope = cose_sign1.parse(inflate(base45.decode(text)))
        return base45.encode(deflate(change(envelope, inflate(base45.decode(text)))))

    def test_a_changed_portrait_is_refused(self, city, counter):
        text = city.issue()
        portrait = decode(text).claims.portrait.data
        changed = self.rewritten(
            text, lambda _, data: data.replace(portrait, portrait[:-1] + bytes([portrait[-1] ^ 1]))
        )
        assert not_good(lambda: counter.ask(changed)) == (6, "signature.mismatch")

    def test_an_empty_signature_is_refused(self, city, counter):
        changed = self.rewritten(city.issue(), lambda _, data: data[:-66] + b"\x40")
        assert not_good(lambda: counter.ask(changed)) == (6, "signature.length")

    def test_a_header_that_names_another_algorithm_than_the_keys_is_refused(self, city, counter):
        changed = self.rewritten(
            city.issue(), lambda _, data: data.replace(b"\xa2\x01\x26\x04", b"\xa2\x01\x27\x04", 1)
        )
        assert not_good(lambda: counter.ask(changed)) == (6, "signature.algorithm")

    def test_a_signature_is_checked_even_when_the_key_is_compromised(self, city, make_counter):
        city.change_key(city.signer(KeyPurpose.CARD), compromised_since=NOW)
        city.publish()
        changed = self.rewritten(city.issue(), lambda _, data: data[:-1] + bytes([data[-1] ^ 1]))
        answer = not_good(lambda: make_counter(city).ask(changed))
        assert answer == (6, "signature.mismatch")


class TestTimes:
    """Step 7."""

    def test_a_card_is_good_through_its_last_day_everywhere_on_earth(self, city, make_counter):
        validity = ValidityPeriod(date(2026, 11, 20), date(2026, 11, 22))
        text = city.issue(validity=validity)
        end = datetime(2026, 11, 23, 12, tzinfo=UTC)
        city.publish(at=end)
        counter = make_counter(city, fetched=end)
        assert isinstance(counter.ask(text, at=end - timedelta(minutes=1)), Valid)
        assert not_good(lambda: counter.ask(text, at=end)) == (7, "verification.expired")

    def test_a_card_is_good_as_soon_as_its_first_day_begins_anywhere(self, city, counter):
        text = city.issue(validity=ValidityPeriod(date(2026, 11, 23), date(2027, 1, 1)))
        begin = datetime(2026, 11, 22, 10, tzinfo=UTC)
        city.publish(at=begin - HOUR)
        counter.fetch(at=begin)
        before = begin - timedelta(seconds=1)
        assert not_good(lambda: counter.ask(text, at=before)) == (7, "verification.not_yet_valid")
        assert isinstance(counter.ask(text, at=begin), Valid)

    def test_a_card_dated_after_its_key_stopped_signing_is_refused(self, city, make_counter):
        signer = city.signer(KeyPurpose.CARD)
        text = city.issue(signer=signer)
        city.change_key(signer, sign_until=datetime(2026, 11, 19, 9, tzinfo=UTC))
        city.publish()
        answer = not_good(lambda: make_counter(city).ask(text))
        assert answer == (7, "verification.key_out_of_time")

    def test_a_card_dated_before_its_key_existed_is_refused(self, city, make_counter):
        signer = city.signer(KeyPurpose.CARD)
        text = city.issue(signer=signer)
        city.change_key(signer, sign_from=datetime(2026, 11, 21, 12, tzinfo=UTC))
        city.publish()
        answer = not_good(lambda: make_counter(city).ask(text))
        assert answer == (7, "verification.key_out_of_time")

    def test_a_card_made_on_the_evening_of_its_keys_first_day_in_the_west_is_good(
        self, city, make_counter
    ):
        signer = city.signer(KeyPurpose.CARD)
        text = city.issue(signer=signer)
        # 20 November is not over in Honolulu when the key is made at 02:00 UTC of the 21st.
        city.change_key(signer, sign_from=datetime(2026, 11, 21, 2, tzinfo=UTC))
        city.publish()
        assert isinstance(make_counter(city).ask(text), Valid)

    def test_a_key_out_of_use_vouches_for_no_card_any_more(self, city, make_counter):
        signer = city.signer(KeyPurpose.CARD)
        text = city.issue(signer=signer)
        city.change_key(signer, sign_until=NOW - DAY, verify_until=NOW)
        city.publish()
        assert not_good(lambda: make_counter(city).ask(text)) == (7, "verification.key_retired")

    def test_a_card_dated_since_the_compromise_is_refused(self, city, make_counter):
        since = datetime(2026, 11, 20, tzinfo=UTC)
        city.change_key(city.signer(KeyPurpose.CARD), compromised_since=since)
        city.publish()
        text = city.issue()
        answer = not_good(lambda: make_counter(city).ask(text))
        assert answer == (7, "verification.key_compromised")

    def test_of_an_older_card_of_a_compromised_key_nothing_can_be_told(self, city, make_counter):
        since = datetime(2026, 11, 20, 0, 0, 1, tzinfo=UTC)
        city.change_key(city.signer(KeyPurpose.CARD), compromised_since=since)
        city.publish()
        text = city.issue()
        answer = cannot_tell(lambda: make_counter(city).ask(text))
        assert answer == (9, "verification.signed_before_compromise")

    def test_a_card_reissued_under_a_new_key_is_good_after_the_compromise(self, city, make_counter):
        city.change_key(city.signer(KeyPurpose.CARD), compromised_since=NOW)
        city.add_key(KeyPurpose.CARD)
        city.publish()
        assert isinstance(make_counter(city).ask(city.issue()), Valid)


class TestStatus:
    """Step 8."""

    def test_a_revoked_card_is_refused(self, city, counter):
        text = city.issue(7)
        city.revoke(7)
        assert isinstance(counter.ask(text), Valid)
        city.publish_status()
        counter.fetch()
        assert refusal(RevokedError, lambda: counter.ask(text)) == (8, "verification.revoked")

    def test_revoking_one_card_leaves_its_neighbours_good(self, city, counter):
        city.revoke(7)
        city.publish_status()
        counter.fetch()
        assert isinstance(counter.ask(city.issue(6)), Valid)
        assert isinstance(counter.ask(city.issue(8)), Valid)

    def test_a_revoked_card_is_refused_even_when_the_status_list_is_stale(self, city, make_counter):
        city.revoke(7)
        city.publish_status()
        counter = make_counter(city, when_stale=WhenStale.CANNOT_TELL)
        text = city.issue(7)
        answer = not_good(lambda: counter.ask(text, at=NOW + 20 * HOUR))
        assert answer == (8, "verification.revoked")

    def test_a_revoked_card_of_a_compromised_key_is_refused(self, city, make_counter):
        city.change_key(city.signer(KeyPurpose.CARD), compromised_since=NOW)
        city.revoke(7)
        city.publish()
        text = city.issue(7)
        assert not_good(lambda: make_counter(city).ask(text)) == (8, "verification.revoked")

    def test_without_a_status_list_nothing_can_be_told(self, city, counter):
        text = city.issue()
        assert cannot_tell(lambda: counter.ask(text, status=None)) == (8, "status.none")

    def test_with_a_list_that_is_over_nothing_can_be_told(self, city, counter):
        text = city.issue()
        assert cannot_tell(lambda: counter.ask(text, at=NOW + DAY)) == (8, "status.expired")

    def test_the_list_of_another_city_says_nothing(self, city, make_city, make_counter):
        oak = make_city(name="oak", root=city.root)
        city.others.append(oak.issuer)
        city.publish()
        counter = make_counter(city)
        foreign = open_status_list(oak.status_file, trust=counter.trust, at=NOW)
        text = city.issue()
        assert cannot_tell(lambda: counter.ask(text, status=foreign)) == (8, "status.other_list")

    def test_a_card_that_points_to_another_list_is_not_judged_by_ours(self, city, counter):
        text = city.issue(status=StatusReference("https://elm.denizen.example/other", 7))
        assert cannot_tell(lambda: counter.ask(text)) == (8, "status.other_list")

    def test_a_card_beyond_the_end_of_the_list_is_not_called_good(self, city, counter):
        text = city.issue(4096)
        assert cannot_tell(lambda: counter.ask(text)) == (8, "status.index_outside")

    def test_a_status_list_newer_than_the_clock_shows_is_the_clocks_fault(self, city, counter):
        text = city.issue()
        city.publish_status(at=NOW + 2 * HOUR)
        later = city.open_status(at=NOW + 2 * HOUR)
        assert cannot_tell(lambda: counter.ask(text, status=later)) == (8, "clock.behind")


class TestAnswer:
    """Step 9."""

    def test_an_older_list_gives_an_answer_as_of_its_date(self, city, counter):
        outcome = counter.ask(city.issue(), at=NOW + 12 * HOUR)
        assert isinstance(outcome, ValidAsOf)
        assert outcome.as_of == NOW

    def test_until_then_the_answer_is_valid(self, city, counter):
        at = NOW + 12 * HOUR - timedelta(seconds=1)
        assert isinstance(counter.ask(city.issue(), at=at), Valid)

    def test_a_counter_may_rule_that_an_older_list_tells_nothing(self, city, make_counter):
        counter = make_counter(city, when_stale=WhenStale.CANNOT_TELL)
        text = city.issue()
        answer = cannot_tell(lambda: counter.ask(text, at=NOW + 12 * HOUR))
        assert answer == (9, "status.stale")

    def test_a_city_that_froze_its_lists_is_answered_as_of_and_then_not_at_all(self, city, counter):
        text = city.issue(7)
        city.frozen = True
        city.revoke(7)
        city.publish()
        counter.fetch(at=NOW + 20 * HOUR)
        assert isinstance(counter.ask(text, at=NOW + 20 * HOUR), ValidAsOf)
        with pytest.raises(StatusListError, match=r"status\.expired"):
            counter.fetch(at=NOW + 25 * HOUR)


def test_every_step_has_its_own_number_in_order():
    assert [step.number for step in STEPS] == list(range(10))


def test_no_code_stands_for_two_answers():
    meanings: dict[str, set[Answer]] = {}
    for step in STEPS:
        for answer, codes in (
            (Answer.GOOD, step.good),
            (Answer.NOT_GOOD, step.not_good),
            (Answer.CANNOT_TELL, step.cannot_tell),
        ):
            for code in codes:
                meanings.setdefault(code, set()).add(answer)
    assert not [code for code, answers in meanings.items() if len(answers) > 1]


def test_a_rule_under_which_nothing_is_fresh_is_the_programmers_mistake(make_counter, city):
    with pytest.raises(ValueError, match="fresh"):
        _ = make_counter(city, fresh_for=timedelta(0)).rule


@pytest.mark.parametrize("text", ["", "HELLO", "https://example.org", "BB8", "É", "0" * 4097])
def test_text_that_is_no_card_is_malformed(counter, text):
    with pytest.raises(MalformedError):
        counter.ask(text)
