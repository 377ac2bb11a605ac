"""The two public pages, in their languages, and the liaison's page at the desk."""

from __future__ import annotations

import re

import pytest

from denizen_site.counters import telling, views
from denizen_site.counters.words import OUTCOMES, SEEN, WHAT
from denizen_site.errors import RefusedCardError, StateError
from denizen_site.open_pages.models import RefusedMonth
from denizen_site.refused_cards.models import RefusedCard
from denizen_site.refused_cards.reports import Outcome, Report, What
from denizen_site.register.checking import unregistered

GOOD = {"service": "library", "place": "city_services", "weeks_back": "longer", "what": "not_known"}


@pytest.fixture
def heard(monkeypatch):
    """Stand in for the desk, and give what it was told."""
    reports = []
    monkeypatch.setattr(views, "tell", reports.append)
    return reports


def test_every_choice_has_words():
    assert set(WHAT) == set(What)
    assert set(OUTCOMES) == set(Outcome)
    assert len(SEEN) == 6


def test_who_accepts_says_what_is_known_and_what_is_not(public):
    text = public.get("/en/who-accepts").content.decode()
    assert "We know of no law that says so." in text
    assert "Four local banks" in text
    assert "Said on" in text
    assert text.count("Not checked with them yet.") == 4
    assert "No law that obliges anybody to take the card was found." in text
    assert "It does not contain the name." in text


@pytest.mark.parametrize(("language", "words"), [("es", "Cuatro bancos"), ("ar", "أربعة مصارف")])
def test_places_are_named_in_the_readers_language(public, language, words):
    for page in ("who-accepts", "refused"):
        assert words in public.get(f"/{language}/{page}").content.decode()


def test_a_withheld_number_is_a_dash(public):
    table = {"reported": {"bank": 10, "library": None, "all": 10}, "closed": {"all": None}}
    RefusedMonth.objects.create(month="2026-10-01", table=table)
    text = public.get("/en/who-accepts").content.decode()
    row = re.search(r"2026-10</bdi></th>(.*?)</tr>", text)[1]
    assert ">10<" in row
    assert ">–<" in row
    assert "2026-10" in text.partition("<summary>")[2].partition("</summary>")[0]
    assert "Bank or credit union</dt><dd>10<" in text


def test_a_report_goes_to_the_desk_and_the_answer_cannot_be_sent_twice(public, heard):
    answer = public.post("/es/refused", GOOD)
    assert (answer.status_code, answer.headers["Location"]) == (303, "/es/refused/noted")
    assert heard == [Report("library", What.NOT_KNOWN, "city_services", None)]
    assert not answer.cookies
    assert public.get("/es/refused/noted").status_code == 200


def test_the_place_may_be_left_out(public, heard):
    public.post("/en/refused", {**GOOD, "place": "", "weeks_back": "0"})
    assert heard == [Report("library", What.NOT_KNOWN, "", 0)]


def test_there_is_no_box_to_write_in(public):
    text = public.get("/en/refused").content.decode()
    kinds = set(re.findall(r'<input[^>]*type="(\w+)"', text))
    assert kinds == {"radio"}
    assert "<textarea" not in text


@pytest.mark.parametrize("field", ["service", "weeks_back", "what"])
def test_what_is_not_chosen_is_asked_for(public, heard, field):
    answer = public.post("/en/refused", {**GOOD, field: ""})
    assert answer.status_code == 422
    assert "Choose one." in answer.content.decode()
    assert heard == []


def test_junk_is_no_choice(public, heard):
    answer = public.post("/en/refused", {**GOOD, "place": "my name is", "what": "x\x00y"})
    assert answer.status_code == 422
    assert heard == []


@pytest.mark.parametrize(
    ("fault", "status", "words"),
    [
        (RefusedCardError("refused_cards.too_many", "x"), 429, "we take no more"),
        (StateError("state.desk_unreachable", "x"), 503, "not noted yet"),
    ],
)
def test_what_is_not_noted_is_said(public, monkeypatch, fault, status, words):
    def refuses(_report):
        raise fault

    monkeypatch.setattr(views, "tell", refuses)
    answer = public.post("/en/refused", GOOD)
    assert answer.status_code == status
    assert words in answer.content.decode()


def test_without_the_desk_nothing_is_claimed_to_be_noted(public):
    with pytest.raises(StateError, match=r"state\.desk_unreachable"):
        telling.tell(Report("library", What.OTHER))


def test_short_addresses_lead_to_the_pages(public):
    assert public.get("/refused").headers["Location"] == "/en/refused"
    assert public.get("/accepts").headers["Location"] == "/en/who-accepts"


def test_the_pages_send_nothing_that_is_not_in_the_register(public, heard):
    answers = [
        public.get("/en/who-accepts"),
        public.get("/en/refused"),
        public.post("/en/refused", GOOD),
        public.post("/en/refused", {}),
    ]
    assert unregistered(answers) == []
    assert not any(answer.cookies for answer in answers)


def test_the_liaison_sees_reports_with_what_the_charter_says_and_closes_one(told, as_role):
    told(times=3, place="four_banks", weeks_back=1)
    liaison = as_role("supervisor", station=False)
    text = liaison.get("/refused-cards").content.decode()
    assert "Bank or credit union: Four local banks" in text
    assert "told 3 times" in text
    assert "Has agreed to accept the card." in text
    (row,) = RefusedCard.objects.all()
    answer = liaison.post("/refused-cards/close", {"report": row.id, "outcome": "agreed"})
    assert answer.status_code == 302
    text = liaison.get("/refused-cards").content.decode()
    assert "Nothing is open." in text
    assert "Closed in the last six months" in text


def test_a_report_is_not_closed_without_an_outcome_or_twice(told, as_role):
    told()
    liaison = as_role("director")
    (row,) = RefusedCard.objects.all()
    assert liaison.post("/refused-cards/close", {"report": row.id}).status_code == 422
    assert (
        liaison.post("/refused-cards/close", {"report": row.id, "outcome": "x"}).status_code == 422
    )
    form = {"report": row.id, "outcome": "not_followed"}
    assert liaison.post("/refused-cards/close", form).status_code == 302
    answer = liaison.post("/refused-cards/close", form)
    assert answer.status_code == 409
    assert "closed already" in answer.content.decode()


@pytest.mark.parametrize("role", ["clerk", "records_officer", "auditor"])
def test_nobody_else_sees_reports(told, as_role, role):
    told()
    assert as_role(role).get("/refused-cards").status_code == 403
