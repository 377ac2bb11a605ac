"""Each shape of rule, at its edges."""

from __future__ import annotations

from dataclasses import replace
from datetime import date, timedelta

import pytest

from denizen.documents import (
    Accepted,
    ApplicantFacts,
    Column,
    Fact,
    Fault,
    NeedsSupervisor,
    PrintedAddress,
    ReasonCode,
    Short,
    assess,
    weigh,
)
from denizen.documents.papers import Bounds
from denizen.documents.rule_set import Allowance, incomparable_in_groups
from denizen.errors import InputError


def test_points_in_both_columns_with_photo_and_birth_date_suffice(kit, points_rules):
    papers = [kit.paper("passport"), kit.paper("bill", dated=kit.at)]
    outcome = assess(points_rules, papers, applicant=kit.nobody, at=kit.at)
    assert isinstance(outcome, Accepted)
    assert (outcome.score["identity"], outcome.score["residency"]) == (3, 1)
    assert outcome.rule_set == "test"


def test_one_paper_may_pay_into_both_columns(kit, points_rules):
    assert isinstance(
        assess(points_rules, [kit.paper("licence")], applicant=kit.nobody, at=kit.at), Accepted
    )


def test_identity_never_stands_in_for_residency(kit, points_rules):
    papers = [kit.paper("passport"), kit.paper("birth_certificate"), kit.paper("work_card")]
    outcome = assess(points_rules, papers, applicant=kit.nobody, at=kit.at)
    assert isinstance(outcome, Short)
    assert [(r.code, r.column, r.have, r.need) for r in outcome.reasons] == [
        (ReasonCode.COLUMN_SHORT, "residency", 0, 1)
    ]


def test_a_paper_shown_twice_counts_once(kit, points_rules):
    papers = [kit.paper("work_card")] * 3 + [kit.paper("bill", dated=kit.at)]
    outcome = assess(points_rules, papers, applicant=kit.nobody, at=kit.at)
    assert outcome.score["identity"] == 1


def test_of_one_group_only_the_best_counts(kit):
    documents = [
        kit.document("card_plain", counts={"identity": 1}, group="card"),
        kit.document("card_with_photo", counts={"identity": 2}, photo=True, group="card"),
    ]
    rules = kit.rule_set(documents, {"identity": 3})
    outcome = assess(
        rules,
        [kit.paper("card_plain"), kit.paper("card_with_photo")],
        applicant=kit.nobody,
        at=kit.at,
    )
    assert isinstance(outcome, Short)
    assert outcome.score["identity"] == 2


def test_one_strong_or_two_weak(kit):
    documents = [
        kit.document("consular_id", counts={"strong": 1, "weak": 1}, photo=True, birth_date=True),
        kit.document("school_id", counts={"weak": 1}, photo=True),
        kit.document("birth_certificate", counts={"weak": 1}, birth_date=True),
        kit.document("diploma", counts={"weak": 1}),
    ]
    young = Allowance(
        "young", "13 or younger", Bounds(max_age=13), waives=frozenset({Column("photo")})
    )
    rules = kit.rule_set(
        documents, {"strong": 1}, {"weak": 2, "photo": 1, "birth_date": 1}, allowances=(young,)
    )

    def outcome(*ids, applicant=kit.nobody):
        return type(assess(rules, [kit.paper(i) for i in ids], applicant=applicant, at=kit.at))

    assert outcome("consular_id") is Accepted
    assert outcome("school_id", "birth_certificate") is Accepted
    assert outcome("birth_certificate", "diploma") is Short
    assert (
        outcome("birth_certificate", "diploma", applicant=ApplicantFacts(date(2015, 1, 1)))
        is Accepted
    )
    assert (
        outcome("birth_certificate", "diploma", applicant=ApplicantFacts(date(2012, 1, 1))) is Short
    )


def test_one_primary_and_one_secondary_cannot_be_the_same_paper(kit):
    documents = [
        kit.document("passport", counts={"primary": 1, "papers": 1}),
        kit.document("ssn_card", counts={"secondary": 1, "papers": 1}),
        kit.document("tax_card", counts={"primary": 1, "secondary": 1, "papers": 1}),
    ]
    rules = kit.rule_set(documents, {"primary": 1, "secondary": 1, "papers": 2})

    def outcome(*ids):
        return type(assess(rules, [kit.paper(i) for i in ids], applicant=kit.nobody, at=kit.at))

    assert outcome("passport", "ssn_card") is Accepted
    assert outcome("tax_card") is Short
    assert outcome("tax_card", "tax_card") is Short
    assert outcome("tax_card", "passport") is Accepted


@pytest.mark.parametrize(
    ("expired_on", "points"),
    [
        (date(2026, 11, 20), 200),
        (date(2021, 11, 20), 200),
        (date(2021, 11, 19), 100),
        (date(2016, 11, 20), 100),
        (date(2016, 11, 19), 0),
    ],
)
def test_values_halve_from_five_to_ten_years_after_expiry(kit, halving_rules, expired_on, points):
    outcome = assess(
        halving_rules, [kit.paper("passport", expires=expired_on)], applicant=kit.nobody, at=kit.at
    )
    assert outcome.score["points"] == points
    assert outcome.score["photo"] == (1 if points else 0)


def test_an_expired_paper_without_tiers_counts_nothing_from_the_next_day(kit, points_rules):
    on_its_last_day = weigh(
        points_rules, [kit.paper("passport", expires=kit.at)], applicant=kit.nobody, at=kit.at
    )
    day_after = weigh(
        points_rules,
        [kit.paper("passport", expires=kit.at - timedelta(days=1))],
        applicant=kit.nobody,
        at=kit.at,
    )
    assert on_its_last_day.score["identity"] == 3
    assert day_after.papers[0].faults == (Fault.EXPIRED,)


@pytest.mark.parametrize(
    ("dated", "faults"),
    [
        (date(2026, 11, 20), ()),
        (date(2026, 9, 21), ()),
        (date(2026, 9, 20), (Fault.TOO_OLD,)),
        (date(2026, 11, 21), (Fault.DATED_LATER,)),
        (None, (Fault.DATE_NEEDED,)),
    ],
)
def test_a_window_counts_back_from_the_visit(kit, points_rules, dated, faults):
    weighing = weigh(
        points_rules, [kit.paper("bill", dated=dated)], applicant=kit.nobody, at=kit.at
    )
    assert weighing.papers[0].faults == faults


def test_a_letter_counts_only_with_every_fact_it_must_attest(kit):
    needed = (Fact("stay_days_min_15"), Fact("stay_allowed_over_30"))
    rules = kit.rule_set(
        [kit.document("shelter_letter", counts={"residency": 1}, attests=needed)], {"residency": 1}
    )
    half = weigh(
        rules,
        [kit.paper("shelter_letter", facts=frozenset(needed[:1]))],
        applicant=kit.nobody,
        at=kit.at,
    )
    whole = assess(
        rules,
        [kit.paper("shelter_letter", facts=frozenset(needed))],
        applicant=kit.nobody,
        at=kit.at,
    )
    assert half.papers[0].missing_facts == needed[1:]
    assert isinstance(whole, Accepted)


def test_a_waiver_needs_the_age_and_the_caretaker(kit, points_rules):
    papers = [
        kit.paper("birth_certificate"),
        kit.paper("work_card"),
        kit.paper("bill", dated=kit.at),
    ]
    no_photo = replace(
        points_rules,
        documents={
            **points_rules.documents,
            "work_card": replace(points_rules.documents["work_card"], photo=False),
        },
    )
    twenty_one = date(2005, 11, 20)
    outcomes = {
        (birth, there): type(
            assess(no_photo, papers, applicant=ApplicantFacts(birth, there), at=kit.at)
        )
        for birth in (twenty_one, date(2004, 11, 20), None)
        for there in (True, False)
    }
    assert [key for key, kind in outcomes.items() if kind is Accepted] == [(twenty_one, True)]


def test_an_allowance_may_give_what_a_caretaker_attests(kit):
    given = Allowance(
        "vouched",
        "a caretaker vouches",
        Bounds(max_age=17, with_caretaker=True),
        facts=frozenset({Fact("lives_with_caretaker")}),
        counts=kit.amounts(residency=1),
    )
    documents = [kit.document("birth_certificate", counts={"identity": 1})]
    rules = kit.rule_set(
        documents,
        {"identity": 1, "residency": 1},
        columns=["identity", "residency"],
        allowances=(given,),
    )
    told = ApplicantFacts(date(2015, 1, 1), True, frozenset({Fact("lives_with_caretaker")}))
    untold = ApplicantFacts(date(2015, 1, 1), True)
    papers = [kit.paper("birth_certificate")]
    assert isinstance(assess(rules, papers, applicant=told, at=kit.at), Accepted)
    assert isinstance(assess(rules, papers, applicant=untold, at=kit.at), Short)


@pytest.mark.parametrize(
    ("birth_date", "with_caretaker", "code"),
    [
        (date(2016, 11, 21), True, ReasonCode.TOO_YOUNG),
        (date(2016, 11, 20), False, ReasonCode.CARETAKER_NEEDED),
    ],
)
def test_what_no_paper_can_cure_has_no_cures(kit, points_rules, birth_date, with_caretaker, code):
    applicant = ApplicantFacts(birth_date, with_caretaker)
    papers = [kit.paper("passport"), kit.paper("bill", dated=kit.at)]
    outcome = assess(points_rules, papers, applicant=applicant, at=kit.at)
    assert isinstance(outcome, Short)
    assert outcome.cures == ()
    assert [reason.code for reason in outcome.reasons] == [code]


def test_an_unverifiable_paper_goes_to_a_supervisor_unless_the_others_suffice(kit, points_rules):
    doubtful = kit.paper("passport", facts=frozenset({"cannot_be_verified"}))
    bill = kit.paper("bill", dated=kit.at)
    outcome = assess(points_rules, [doubtful, bill], applicant=kit.nobody, at=kit.at)
    assert isinstance(outcome, NeedsSupervisor)
    assert all("passport" not in cure for cure in outcome.cures)
    assert isinstance(
        assess(points_rules, [doubtful, kit.paper("licence")], applicant=kit.nobody, at=kit.at),
        Accepted,
    )
    assert isinstance(assess(points_rules, [doubtful], applicant=kit.nobody, at=kit.at), Short)


def test_a_paper_kept_for_the_supervisor_never_counts_by_itself(kit):
    rules = kit.rule_set(
        [kit.document("odd", counts={"identity": 1}, supervisor=True)], {"identity": 1}
    )
    outcome = assess(rules, [kit.paper("odd")], applicant=kit.nobody, at=kit.at)
    assert isinstance(outcome, NeedsSupervisor)
    assert outcome.cures == ()


def test_the_strictest_address_wins_and_protection_outlives_the_paper(kit):
    documents = [
        kit.document("care_of", counts={"residency": 1}, prints=PrintedAddress.CARE_OF),
        kit.document("programme", counts={"residency": 1}, prints=PrintedAddress.CONFIDENTIAL),
        kit.document("survivor", counts={"residency": 1}, prints=PrintedAddress.NONE),
        kit.document("lease", counts={"residency": 1}),
    ]
    rules = kit.rule_set(documents, {"residency": 1})
    past = kit.at - timedelta(days=1)

    def address(*papers):
        return assess(rules, papers, applicant=kit.nobody, at=kit.at).print_effect.address

    assert address(kit.paper("lease")) is PrintedAddress.HOME
    assert address(kit.paper("care_of"), kit.paper("programme")) is PrintedAddress.CONFIDENTIAL
    assert address(kit.paper("survivor"), kit.paper("programme")) is PrintedAddress.NONE
    assert address(kit.paper("survivor", expires=past), kit.paper("lease")) is PrintedAddress.NONE
    assert address(kit.paper("care_of", expires=past), kit.paper("lease")) is PrintedAddress.HOME


def test_an_unlisted_document_is_refused_with_the_nearest_ids(kit, points_rules):
    with pytest.raises(InputError, match="passport") as caught:
        assess(points_rules, [kit.paper("pasport")], applicant=kit.nobody, at=kit.at)
    assert caught.value.code == "documents.unknown"


def test_a_birth_date_after_the_visit_is_refused(kit, points_rules):
    with pytest.raises(InputError):
        assess(points_rules, [], applicant=ApplicantFacts(kit.at + timedelta(days=1)), at=kit.at)


def test_a_group_whose_papers_cannot_be_compared_is_found(kit):
    one = kit.document("one", counts={"identity": 1}, group="g")
    other = kit.document("other", counts={"residency": 1}, group="g")
    assert incomparable_in_groups([one, other]) == [(one, other)]


def test_a_decision_names_no_paper(kit, points_rules):
    papers = [kit.paper("passport"), kit.paper("bill", dated=kit.at)]
    assert "passport" not in repr(assess(points_rules, papers, applicant=kit.nobody, at=kit.at))
    assert "work_card" not in repr(
        assess(points_rules, [kit.paper("work_card")], applicant=kit.nobody, at=kit.at)
    )
