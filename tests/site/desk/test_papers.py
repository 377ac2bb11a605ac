"""The papers: found by typing, looked at, weighed; what is missing is said, and what would mend it."""

from __future__ import annotations

import re
from datetime import date, timedelta

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from denizen.documents import Accepted, NeedsSupervisor, Short
from denizen_site.config.charter_folder import open_charter
from denizen_site.desk.paper_search import is_found, search_words
from denizen_site.desk.paper_words import first_good_expiry
from denizen_site.desk.typed_days import typed_day
from denizen_site.enrolment.progress import assessed

TODAY = date(2026, 11, 22)
PERSON = {"name": "A", "birth_date": "1987-03-14", "address": {"mode": "home", "lines": ["1 A"]}}


def city(name):
    return pytest.mark.parametrize("charter", [name], indirect=True)


@pytest.fixture
def desk(seat_of, charter):
    """A visit that has just begun."""

    class Desk:
        def __init__(self):
            self.seat = seat_of(papers=(), applicant={}, person={}, photo=b"")

        @property
        def visit(self):
            return self.seat.visit

        @property
        def outcome(self):
            return assessed(self.visit, charter, at=TODAY)

        @property
        def version(self):
            return str(self.seat.opened().version)

        def send(self, *papers, act="parts", version=None, **more):
            form = {"paper": papers, "act": act, "version": version or self.version, **more}
            return self.seat.client.post("/visit/papers", form)

        def page(self):
            return self.seat.client.get("/visit/papers").content.decode()

    return Desk()


def text_of(answer):
    return re.sub(r"\s+", " ", re.sub(r"<[^>]+>", " ", answer.content.decode()))


def test_two_papers_that_suffice_lead_to_the_person(desk):
    answer = desk.send("passport", "utility_bill", act="go_on")
    assert (answer.status_code, answer["Location"]) == (302, "/visit/person")
    assert isinstance(desk.outcome, Accepted)
    assert [dict(paper) for paper in desk.visit.papers] == [
        {"document": "passport"},
        {"document": "utility_bill"},
    ]


def test_one_paper_stays_here_and_says_what_is_missing_and_what_would_do(desk):
    answer = desk.send("passport")
    assert answer.status_code == 200
    told = text_of(answer)
    assert "Not enough yet" in told
    assert "Missing: Proof of residency" in told
    assert "Also bring one of these" in told
    assert "Utility bill" in told
    assert "Print what to bring" in told
    assert "End visit" in told
    assert desk.send("passport", act="go_on")["Location"] == "/visit/papers"


def test_a_window_is_said_as_a_day_in_the_calendar_and_ticked(desk):
    first = text_of(desk.send("passport", "shelter_letter"))
    assert "Dated Oct. 23, 2026 or later" in first
    assert "Does not count yet" in first
    seen = {"dated-shelter_letter": "yes", "fact-shelter_letter": ["stays_there"]}
    assert "These papers are enough" in text_of(desk.send("passport", "shelter_letter", **seen))
    assert isinstance(desk.outcome, Accepted)
    # Which day the paper bears is not kept: only that it lies inside the window.
    assert desk.visit.papers[1]["dated"] == TODAY.isoformat()


def test_a_paper_that_cannot_be_checked_goes_to_a_supervisor(desk):
    told = text_of(desk.send("passport", "utility_bill", **{"fact-passport": "cannot_be_verified"}))
    assert isinstance(desk.outcome, NeedsSupervisor)
    assert "A supervisor must look" in told


def test_what_the_papers_make_of_the_address_is_said(desk):
    seen = {"dated-hidden_address_letter": "yes", "fact-hidden_address_letter": "lives_in_the_city"}
    told = text_of(desk.send("passport", "hidden_address_letter", **seen))
    assert "The card shows no address. Do not ask for one." in told


@city("washtenaw")
def test_an_expired_paper_is_worth_what_its_tier_says(desk):
    id_ = next(id_ for id_ in listed(desk) if takes_expiry(desk, id_))
    desk.send(id_, **{f"expires-{id_}": "11 23 2016"})
    assert desk.visit.papers[0]["expires"] == "2016-11-23"
    half = desk.outcome.score["points"]
    desk.send(id_, **{f"expires-{id_}": "11/21/2016"})
    assert desk.outcome.score["points"] == 0
    desk.send(id_)
    assert 0 < half < desk.outcome.score["points"]


def listed(desk):
    return re.findall(r'name="paper" value="([^"]+)"', desk.page())


def takes_expiry(desk, id_):
    page = desk.send(id_).content.decode()
    desk.send()
    return f'name="expires-{id_}"' in page


@city("new-york")
def test_the_tiers_are_said_as_days_in_the_calendar(desk):
    told = text_of(desk.send("foreign_passport_mrz"))
    assert "Expired on Nov. 23, 2023 or later: still counts (Identity points 2)" in told
    assert "If you cannot tell whether a passport is machine readable" in told


@city("new-york")
def test_a_date_that_is_none_is_told_beside_its_paper_and_nothing_is_saved(desk):
    answer = desk.send("us_passport", **{"expires-us_passport": "someday"})
    assert answer.status_code == 422
    assert "There is no such date" in text_of(answer)
    assert "someday" in answer.content.decode()
    assert desk.visit.papers == ()


@city("new-york")
def test_a_tax_year_is_asked_by_its_year(desk):
    id_ = next(
        str(d.id)
        for d in open_charter("new-york").rule_set_at(TODAY).documents.values()
        if d.cut_off is not None
    )
    assert "For tax year 2026 or later" in text_of(desk.send(id_))
    assert "Residency points" in text_of(desk.send(id_, **{f"dated-{id_}": "yes"}))
    assert desk.visit.papers[0]["tax_year"] == 2026
    assert desk.outcome.score["residency"] == 1


@city("new-york")
def test_a_child_needs_a_caretaker_who_is_here(desk):
    born = {"birth_date_month": "3", "birth_date_day": "14", "birth_date_year": "2014"}
    told = text_of(desk.send(**born))
    assert "Under the age of 14 a parent or caretaker must come along" in told
    assert "Age today: 12" in told
    told = text_of(desk.send(**born, with_caretaker="on"))
    assert "must come along" not in told
    assert dict(desk.visit.applicant) == {"birth_date": "2014-03-14", "with_caretaker": True}


@city("new-york")
def test_compound_papers_and_attested_facts_are_ticks(desk):
    rules = open_charter("new-york").rule_set_at(TODAY)
    id_ = next(str(d.id) for d in rules.documents.values() if "same_number" in d.attests)
    page = desk.send(id_).content.decode()
    assert "The expired paper and the interim one bear the same number" in page
    desk.send(id_, **{f"fact-{id_}": ["same_number", "cannot_be_verified", "nonsense"]})
    assert set(desk.visit.papers[0]["facts"]) == {"same_number", "cannot_be_verified"}


@pytest.mark.parametrize(
    "charter", ["new-haven", "new-york", "san-francisco", "hartford", "washtenaw"], indirect=True
)
def test_every_paper_of_every_city_can_be_laid_and_ticked_until_it_counts(desk, charter):
    rules = charter.rule_set_at(TODAY)
    for document in rules.documents.values():
        seen = {f"dated-{document.id}": "yes", f"fact-{document.id}": list(document.attests)}
        answer = desk.send(str(document.id), birth_date_month="1", birth_date_day="1", birth_date_year="2012",
                           with_caretaker="on", **seen)  # fmt: skip
        assert answer.status_code == 200, document.id
        told = text_of(answer)
        assert document.supervisor or "Does not count yet" not in told or document.applicant.min_age
    assert isinstance(desk.outcome, Accepted | Short | NeedsSupervisor)


@pytest.mark.parametrize(
    ("typed", "id_"),
    [("pasap", "passport"), ("MATRICULA", "consular"), ("licencia", "drivers_licence"),
     ("Certificate birth", "birth_certificate"), ("luz", "utility_bill"), ("acta", "birth_certificate")],
)  # fmt: skip
def test_papers_are_found_by_what_people_say(typed, id_, charter):
    rules = charter.rule_set_at(TODAY)
    if id_ not in rules.documents:
        rules = open_charter("new-york").rule_set_at(TODAY)
        id_ = next(i for i in rules.documents if id_ in i)
    assert is_found(search_words(rules.documents[id_].label), typed)


def test_without_a_script_find_posts_and_hides_what_does_not_fit(desk):
    page = desk.send("passport", act="update", find="lease").content.decode()
    rows = re.findall(r"<div class=\"paper-row\"[^>]*?(hidden)?><input[^>]*value=\"(\w+)\"", page)
    shown = {id_ for hidden, id_ in rows if not hidden}
    assert shown == {"lease", "passport"}
    assert len(desk.visit.papers) == 1


class TestTwoWindows:
    def test_the_second_saves_nothing_over_the_first(self, desk):
        old = desk.version
        desk.send("passport")
        answer = desk.send("lease", version=old)
        assert answer.status_code == 409
        assert "changed in another window" in text_of(answer)
        assert [paper["document"] for paper in desk.visit.papers] == ["passport"]

    def test_sending_the_same_twice_is_no_conflict(self, desk):
        old = desk.version
        first = desk.send("passport", "lease", act="go_on", version=old)
        again = desk.send("passport", "lease", act="go_on", version=old)
        assert first["Location"] == again["Location"] == "/visit/person"

    def test_reload_and_back_show_the_papers_that_were_laid(self, desk):
        desk.send("passport")
        for _ in range(2):
            assert re.search(r'value="passport" id="paper-passport" checked', desk.page())


class TestAfterThePerson:
    def test_papers_that_hide_the_address_ask_for_the_person_again(self, desk):
        desk.send("passport", "utility_bill")
        desk.seat.change(person=PERSON, rough={"name": "A", "street": "1 A"})
        seen = {
            "dated-hidden_address_letter": "yes",
            "fact-hidden_address_letter": "lives_in_the_city",
        }
        desk.send("passport", "utility_bill", "hidden_address_letter", **seen)
        assert desk.visit.person == {}
        assert desk.visit.rough["name"] == "A"

    def test_another_birth_date_reaches_the_persons_page(self, desk):
        desk.send("passport", "utility_bill")
        desk.seat.change(person=PERSON, rough={"name": "A"})
        desk.send(
            "passport",
            "utility_bill",
            birth_date_month="4",
            birth_date_day="1",
            birth_date_year="1988",
        )
        assert desk.visit.person == {}
        assert desk.visit.rough["birth_date_year"] == "1988"

    def test_an_issued_card_leaves_the_papers_as_they_are(self, issued):
        page = issued.client.get("/visit/papers")
        assert page.status_code == 200
        version = str(issued.opened().version)
        answer = issued.client.post("/visit/papers", {"paper": "lease", "version": version})
        assert answer.status_code == 409


def test_a_birth_date_that_is_half_typed_waits(desk):
    desk.send("passport", birth_date_month="3", birth_date_day="14", birth_date_year="1987")
    answer = desk.send(
        "passport", "lease", birth_date_month="3", birth_date_day="14", birth_date_year=""
    )
    assert answer.status_code == 200
    assert desk.visit.applicant["birth_date"] == "1987-03-14"


@pytest.mark.parametrize("year", ["2027", "1066", "0", "soon", "99999"])
def test_a_birth_date_that_cannot_be_is_told(desk, year):
    answer = desk.send("passport", birth_date_month="12", birth_date_day="1", birth_date_year=year)
    assert answer.status_code == 422
    assert desk.visit.papers == ()


@pytest.mark.parametrize(
    "text", ["3 14 1987", "3/14/1987", "03141987", "1987-03-14", " 3-14-1987 "]
)
def test_days_are_read_as_they_are_typed(text):
    assert typed_day(text) == date(1987, 3, 14)


@pytest.mark.parametrize(
    "text", ["", "14 3 1987", "3 14 87", "1066-01-01", "3 14 1987 2", "x" * 99]
)
def test_other_texts_are_no_days(text):
    with pytest.raises(ValueError):
        typed_day(text)


@given(days=st.integers(0, 4000), months=st.integers(0, 130), back=st.integers(0, 3000))
def test_the_first_good_expiry_is_the_first(days, months, back):
    from denizen.documents.papers import Span  # noqa: PLC0415

    span, at = Span(days, months), TODAY - timedelta(days=back)
    first = first_good_expiry(span, at)
    assert span.after(first) >= at
    assert span.after(first - timedelta(days=1)) < at


NAMES = st.sampled_from(
    ["paper", "act", "find", "birth_date_month", "birth_date_day", "birth_date_year", "with_caretaker", "facts",
     "expires-passport", "dated-shelter_letter", "fact-shelter_letter", "version", "language"]
)  # fmt: skip


@settings(
    max_examples=60, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture]
)
@given(
    sent=st.dictionaries(NAMES | st.text(max_size=8), st.lists(st.text(max_size=30), max_size=3))
)
def test_whatever_is_sent_is_answered_and_the_visit_stays(desk, sent):
    answer = desk.seat.client.post("/visit/papers", {"version": desk.version, **sent})
    assert answer.status_code < 500
    assert desk.visit.clerk == desk.seat.client.staff
    assert desk.seat.client.get("/visit/papers").status_code == 200


def test_thousands_of_fields_and_papers_are_refused_and_the_visit_stays(desk):
    many = {f"paper-{n}": "x" for n in range(3000)}
    assert desk.seat.client.post("/visit/papers", many).status_code == 400
    answer = desk.send(*[f"unknown-{n}" for n in range(400)])
    assert answer.status_code == 422
    assert "unknown-1" not in answer.content.decode()
    assert desk.visit.papers == ()
