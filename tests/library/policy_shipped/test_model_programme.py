"""The model's programme clauses let in the software what it let before they existed, and keep the promise."""

from __future__ import annotations

from datetime import date
from itertools import product

import pytest

from denizen.policy import ProgrammeAction, Question, Role, ask

AT = date(2026, 11, 23)
CLERK, SUPERVISOR = "card_clerk", "card_supervisor"
RECORDS, AUDITOR, DIRECTOR = "records_officer", "auditor", "director"
LAWYER = "city_lawyer"
STAFF = (CLERK, SUPERVISOR, RECORDS, AUDITOR, DIRECTOR, LAWYER)
DEMANDED = {RECORDS, LAWYER, DIRECTOR}
SERVING = {CLERK, SUPERVISOR}
OVERSEEING = {SUPERVISOR, RECORDS, AUDITOR, DIRECTOR}

# action -> who may try it, and the facts that it needs: the tables of denizen_site.accounts.permission, by hand.
VISIT = (SERVING, {"station", "own"})
DESK = (SERVING, {"station"})
DECIDING = ({SUPERVISOR}, {"station", "second_person"})
TABLE = {
    "see_home": (set(STAFF), set()),
    "own_account": (set(STAFF), {"own"}),
    "see_register": (set(STAFF), set()),
    "open_visit": DESK,
    **dict.fromkeys(
        (
            "check_papers",
            "enter_person",
            "take_photo",
            "confirm",
            "issue",
            "hand_over",
            "end_visit",
            "share_visit",
            "take_fee",
            "waive_fee",
        ),
        VISIT,
    ),
    "test_applicant": ({SUPERVISOR, DIRECTOR}, set()),
    "second_look": ({SUPERVISOR}, {"station", "shared", "second_person"}),
    "override": DECIDING,
    "adjudicate_match": DECIDING,
    "recheck": (SERVING, {"station", "second_person"}),
    "appeals": DECIDING,
    "file_appeal": DESK,
    "cases": ({SUPERVISOR, RECORDS}, {"station"}),
    "allow_records_key": ({DIRECTOR}, set()),
    "make_records_key": ({RECORDS}, {"station", "second_person"}),
    "refused_cards": ({SUPERVISOR, DIRECTOR}, set()),
    "show_card": DESK,
    "stop_card": DESK,
    "stop_card_without_code": DECIDING,
    "replace_card": DESK,
    "renew_card": DESK,
    "print_queue": DESK,
    "pick_up": DESK,
    "stock": DESK,
    "close_day": ({SUPERVISOR}, {"station"}),
    "see_day": (OVERSEEING, set()),
    "see_ledger": (OVERSEEING, set()),
    "publish": ({DIRECTOR}, set()),
    "manage_staff": ({DIRECTOR}, {"second_person"}),
    "manage_stations": ({DIRECTOR}, set()),
    "demands": (DEMANDED, set()),
    "record_demand": ({RECORDS}, set()),
    "approve_demand": ({LAWYER, DIRECTOR}, {"second_person"}),
    "hold_deletion": (DEMANDED, set()),
    "lift_hold": ({LAWYER, DIRECTOR}, {"second_person"}),
    "agents_at_door": (set(STAFF), set()),
    "resume_intake": ({DIRECTOR}, set()),
}
FACTS = ("station", "own", "shared", "second_person")
EVERY_SET = [
    frozenset(fact for fact, holds in zip(FACTS, flags, strict=True) if holds)
    for flags in product((False, True), repeat=4)
]


def test_the_table_lists_every_action():
    assert set(TABLE) == {action.value for action in ProgrammeAction}


@pytest.mark.parametrize("action", sorted(TABLE))
def test_each_role_may_what_the_table_says_and_the_rest_is_silence(action, community):
    roles, needed = TABLE[action]
    for role, facts in product(Role, EVERY_SET):
        answer = ask(community("model"), Question(action, role=role, facts=facts), at=AT)
        expected = "may" if role in roles and needed <= facts else "silent"
        assert answer.ruling == expected, (role, sorted(facts))


@pytest.mark.parametrize("action", ["keep_copy", "copy_document", "search_by_name"])
@pytest.mark.parametrize(
    "place", ["model", "new-haven", "hartford", "new-york", "san-francisco", "washtenaw"]
)
def test_the_promise_is_a_prohibition_for_every_role(action, place, community):
    for role in Role:
        question = Question(action, role=role, requester="resident", kind="application")
        assert ask(community(place), question, at=AT).ruling == "must_not", role
