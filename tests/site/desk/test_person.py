"""The person: names as people have them, an address that shows no more than it may, nothing typed lost."""

from __future__ import annotations

import base64
import io
import logging
import re
from datetime import date

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from PIL import Image

from denizen.credential.holder import parse_holder
from denizen_site.config.charter_folder import open_charter
from denizen_site.desk.person_fields import centimetres

HOME = {
    "address_mode": "home",
    "street": "214 Grand Avenue",
    "zip": "06513",
    "city": "New Haven",
    "state": "CT",
}
BORN = {"birth_date_month": "3", "birth_date_day": "14", "birth_date_year": "1987"}
NAME = "Rosalía Ñáñez-Quispe"
WHOLE = {"name": NAME, **BORN, **HOME, "signature": "written", "card_language": "es"}
TODAY = date(2026, 11, 22)
ENOUGH = ({"document": "passport"}, {"document": "utility_bill"})
HIDDEN = {
    "document": "hidden_address_letter",
    "dated": "2026-11-22",
    "facts": ["lives_in_the_city"],
}
PROGRAMME = {"document": "ct_confidentiality_card"}


def city(name):
    return pytest.mark.parametrize("charter", [name], indirect=True)


@pytest.fixture
def desk(seat_of):
    """Give a visit whose papers suffice: `desk(papers=...)`."""

    class Desk:
        def __init__(self, **parts):
            whole = {"papers": ENOUGH, "applicant": {}, "person": {}, "photo": b"", **parts}
            self.seat = seat_of(**whole)

        @property
        def visit(self):
            return self.seat.visit

        @property
        def version(self):
            return str(self.seat.opened().version)

        def send(self, *, where="/visit/person", version=None, **fields):
            form = {"version": version or self.version, **fields}
            return self.seat.client.post(where, form)

        def keep(self, **fields):
            return self.send(where="/visit/person/keep", **fields)

        def page(self):
            return self.seat.client.get("/visit/person").content.decode()

    return Desk


def errors(answer):
    found = re.search(
        r'<ul class="error-summary__list">(.*?)</ul>', answer.content.decode(), re.DOTALL
    )
    return re.sub(r"\s+", " ", re.sub(r"<[^>]+>", " ", found[1])) if found else ""


def test_a_person_leads_on_to_the_photo(desk):
    visit = desk()
    answer = visit.send(**WHOLE)
    assert (answer.status_code, answer["Location"]) == (302, "/visit/photo")
    holder = parse_holder(visit.visit.person, where="test")
    assert holder.name == NAME
    assert holder.address.printed_lines == ("214 Grand Avenue", "New Haven, CT 06513")
    assert holder.signature.text == NAME
    assert visit.visit.applicant["birth_date"] == "1987-03-14"


@pytest.mark.parametrize(
    "name",
    ["O", "Suharto", "María del Carmen Ñáñez Quispe de la Vega y Güemes",
     "Nguyễn Thị Ánh Nguyệt", "O’Neil-D'Angelo Jr.", "أمينة بنت خالد", "王小明", "Дарья Ильинична Öz",
     "আমিনা খাতুন", "N" * 100],
)  # fmt: skip
def test_names_are_taken_as_people_have_them(desk, name):
    visit = desk()
    assert visit.send(**{**WHOLE, "name": name}).status_code == 302
    assert visit.visit.person["name"] == name


@pytest.mark.parametrize(
    ("name", "mend"),
    [
        ("N" * 200, "a card has room for 100 characters"),
        ("N" * 5000, "100 characters"),
        ("Rosalía 🌹", "Character 9 is an emoji"),
        ("Ali\u202eneilA", "Character 4 turns the writing round"),
        ("A\u200bB", "Character 2 is invisible"),
        ("A\x07B", "Character 2 cannot be printed"),
        ("A\ue000", "Character 2 has no agreed meaning"),
        ("ሰላም", "Our cards cannot print this writing yet"),
        ("   ", "Fill this in"),
        ("\x00", ""),
    ],
)
def test_a_name_that_cannot_be_printed_ends_in_how_to_mend_it(desk, name, mend):
    visit = desk()
    answer = visit.send(**{**WHOLE, "name": name})
    assert answer.status_code == 422
    assert mend in errors(answer)
    assert visit.visit.person == {}
    assert visit.visit.rough["street"] == "214 Grand Avenue"


def test_an_arabic_name_takes_its_latin_form_and_a_latin_one_needs_none(desk):
    visit = desk()
    visit.send(**{**WHOLE, "name": "أمينة خالد", "name_latin": "Amina Khaled"})
    assert visit.visit.person["name_latin"] == "Amina Khaled"
    visit = desk()
    visit.send(**{**WHOLE, "name_latin": "Left Over"})
    assert "name_latin" not in visit.visit.person
    answer = visit.send(**{**WHOLE, "name": "أمينة", "name_latin": "أمينة"})
    assert "Write it in Latin letters" in errors(answer)


class TestAddress:
    def test_what_each_way_costs_is_said(self, desk):
        page = desk().page()
        assert "in some cities this card will not do for a police summons" in page
        assert "Never ask for the real address" in page

    def test_none_prints_nothing(self, desk):
        visit = desk()
        visit.send(**{**WHOLE, "address_mode": "none"})
        assert visit.visit.person["address"] == {"mode": "none"}
        assert "street" not in visit.visit.rough

    def test_care_of_needs_its_name(self, desk):
        visit = desk()
        answer = visit.send(**{**WHOLE, "address_mode": "care_of"})
        assert "Write in whose care" in errors(answer)
        visit.send(**{**WHOLE, "address_mode": "care_of", "care_of": "Hope House"})
        assert visit.visit.person["address"]["care_of"] == "Hope House"

    def test_a_survivor_is_never_asked_for_the_real_address(self, desk):
        visit = desk(papers=(*ENOUGH, PROGRAMME))
        page = visit.page()
        assert re.search(r'value="home"[^>]*disabled', page)
        assert re.search(r'value="confidentiality_programme"[^>]*checked', page)
        programme = {"programme_street": "PO Box 5555", "programme_city": "Hartford",
                     "programme_state": "ct", "programme_zip": "06103"}  # fmt: skip
        sent = {**WHOLE, **programme, "address_mode": "confidentiality_programme"}
        assert visit.send(**sent).status_code == 302
        address = visit.visit.person["address"]
        assert address["lines"] == ["PO Box 5555"]
        assert address["state"] == "CT"
        # What stood in the home's boxes is not even kept for the visit.
        assert "214 Grand Avenue" not in str(dict(visit.visit.rough)) + str(
            dict(visit.visit.person)
        )

    def test_a_barred_way_is_refused_even_when_it_is_sent(self, desk):
        visit = desk(papers=(*ENOUGH, HIDDEN))
        answer = visit.send(**WHOLE)
        assert answer.status_code == 422
        assert "The papers ask for less than this" in errors(answer)
        assert visit.visit.person == {}

    @pytest.mark.parametrize("field", [{"zip": "6513"}, {"state": "Conn"}, {"street": ""}])
    def test_each_part_is_told_at_its_field(self, desk, field):
        answer = desk().send(**{**WHOLE, **field})
        assert answer.status_code == 422
        assert f'href="#id_{next(iter(field))}"' in answer.content.decode()


class TestWhatTheCharterPrints:
    def test_nothing_else_is_asked(self, desk):
        page = desk().page()
        for name in (
            "height",
            "eye_color",
            "gender",
            "emergency_name",
            "preferred_name",
            "language_1",
        ):
            assert f'name="{name}"' not in page

    @city("new-york")
    def test_optional_fields_are_printed_when_they_are_given(self, desk):
        visit = desk(papers=self.papers())
        visit.send(**{**WHOLE, "height": "5'7\"", "eye_color": "Brown", "gender": "X", "language_1": "es",
                      "language_2": "es", "emergency_name": "Noor", "emergency_phone": "203 555 0147"})  # fmt: skip
        person = visit.visit.person
        assert (person["height_cm"], person["eye_color"], person["gender"]) == (170, "Brown", "X")
        assert person["languages"] == ["es"]
        assert person["emergency_contact"] == {"name": "Noor", "phone": "203 555 0147"}

    @city("new-york")
    def test_the_young_need_somebody_to_call(self, desk):
        visit = desk(
            papers=self.papers(), applicant={"birth_date": "2014-03-14", "with_caretaker": True}
        )
        assert "needed at this age" in visit.page()
        answer = visit.send(**{**WHOLE, "birth_date_year": "2014"})
        assert "Write the name of whom to call" in errors(answer)
        assert "Write the telephone number" in errors(answer)

    @staticmethod
    def papers():
        rules = open_charter("new-york").rule_set_at(TODAY)
        home = next(d for d in rules.documents.values() if "lease" in d.id and not d.window)
        return ({"document": "foreign_passport_mrz"}, {"document": str(home.id)})


class TestSignature:
    def test_nobody_is_refused_for_not_signing(self, desk):
        for way in ("mark", "none"):
            visit = desk()
            assert (
                visit.send(**{**WHOLE, "signature": way, "needs": ["cannot_sign"]}).status_code
                == 302
            )
            kind = parse_holder(visit.visit.person, where="test").signature.kind.value
            assert kind == way
            assert [need.value for need in visit.visit.needs] == ["cannot_sign"]

    def test_a_signature_by_pen_is_made_small_and_grey_and_survives_a_mend(self, desk):
        visit = desk()
        drawn = "data:image/png;base64," + base64.b64encode(ink()).decode()
        answer = visit.send(
            **{**WHOLE, "name": "", "signature": "picture", "signature_drawn": drawn}
        )
        assert answer.status_code == 422
        assert "A signature is there already" in answer.content.decode()
        assert visit.send(**{**WHOLE, "signature": "picture"}).status_code == 302
        image = visit.visit.person["signature"]["image"]
        with Image.open(io.BytesIO(image)) as picture:
            assert picture.mode == "L"
            assert picture.width <= 1200

    @pytest.mark.parametrize(
        "drawn", ["", "javascript:1", "data:image/png;base64,AAAA", "x" * 9000]
    )
    def test_what_is_no_picture_is_told(self, desk, drawn):
        answer = desk().send(**{**WHOLE, "signature": "picture", "signature_drawn": drawn})
        assert answer.status_code == 422


class TestKeeping:
    def test_what_is_typed_is_kept_and_comes_back(self, desk):
        visit = desk()
        before = visit.version
        told = visit.keep(name="Half a na", street="21")
        assert told.json() == {"version": int(before) + 1}
        assert 'value="Half a na"' in visit.page()
        assert visit.keep(name="Half a na", street="21").json() == {"version": int(before) + 1}

    def test_two_windows_are_told(self, desk):
        visit = desk()
        old = visit.version
        visit.keep(name="One")
        told = visit.keep(name="Two", version=old)
        assert (told.status_code, told.json()["error"]) == (409, "visit.changed_elsewhere")
        assert visit.visit.rough["name"] == "One"
        assert visit.send(**WHOLE, version=old).status_code == 409

    def test_pressing_twice_is_no_conflict(self, desk):
        visit = desk()
        old = visit.version
        assert visit.send(**WHOLE, version=old)["Location"] == "/visit/photo"
        assert visit.send(**WHOLE, version=old)["Location"] == "/visit/photo"

    def test_typing_again_closes_the_steps_after_it_until_it_is_sent(self, desk):
        visit = desk()
        visit.send(**WHOLE)
        visit.keep(**{**WHOLE, "name": "Somebody Else"})
        assert visit.visit.person == {}
        assert visit.seat.client.get("/visit/")["Location"] == "/visit/person"

    def test_an_issued_card_is_not_changed_by_what_is_typed(self, issued):
        form = {"version": str(issued.opened().version), "name": "Late"}
        assert issued.client.post("/visit/person/keep", form).status_code == 409
        assert issued.client.post("/visit/person", {**WHOLE, **form}).status_code == 409


def test_an_override_stands_when_the_birth_date_comes_after_it(desk):
    visit = desk(papers=({"document": "passport"},))
    opened = visit.visit
    from denizen_site.enrolment.visit import Override  # noqa: PLC0415

    visit.seat.change(override=Override("s", "attested", opened.laid_out()))
    assert visit.send(**WHOLE)["Location"] == "/visit/photo"
    assert visit.visit.is_overridden


@city("new-york")
def test_an_override_falls_for_an_age_that_the_rules_bar(desk):
    visit = desk(papers=({"document": "foreign_passport_mrz"},))
    from denizen_site.enrolment.visit import Override  # noqa: PLC0415

    visit.seat.change(override=Override("s", "attested", visit.visit.laid_out()))
    sent = {
        **WHOLE,
        "birth_date_year": "2020",
        "emergency_name": "Noor",
        "emergency_phone": "203 555 0147",
    }
    assert visit.send(**sent)["Location"] == "/visit/papers"


def test_no_value_of_the_person_is_in_an_address_or_a_log(desk, caplog):
    visit = desk()
    with caplog.at_level(logging.DEBUG):
        answers = [
            visit.send(**WHOLE),
            visit.keep(name=NAME),
            visit.send(**{**WHOLE, "name": NAME + " 😀"}),
        ]
    for answer in answers:
        assert NAME not in str(answer.headers)
        assert "Grand" not in str(answer.headers)
    assert NAME not in caplog.text
    assert "Grand" not in caplog.text


@pytest.mark.parametrize(
    ("text", "value"),
    [("5 7", 170), ("5'7\"", 170), ("5 ft 7 in", 170), ("5'", 152), ("170", 170), ("170 cm", 170),
     ("1.70", 170), ("1,70 m", 170), ("5 12", None), ("tall", None), ("7 7 7", None)],
)  # fmt: skip
def test_heights_are_read_as_people_say_them(text, value):
    assert centimetres(text) == value


def ink():
    stream = io.BytesIO()
    picture = Image.new("RGB", (3000, 1000), "white")
    picture.paste((20, 20, 60), (200, 480, 2800, 520))
    picture.save(stream, "PNG")
    return stream.getvalue()


FIELDS = st.sampled_from([*WHOLE, "unit", "name_latin", "care_of", "programme_zip", "needs", "height",
                          "signature_text", "signature_drawn", "signature_picture", "signature_kept"])  # fmt: skip


@settings(
    max_examples=30, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture]
)
@given(
    sent=st.dictionaries(FIELDS, st.text(max_size=220), max_size=8),
    odd=st.dictionaries(st.text(max_size=10), st.text(max_size=20), max_size=4),
    where=st.sampled_from(["/visit/person", "/visit/person/keep"]),
)
def test_whatever_is_sent_is_answered_and_the_visit_stays(desk, sent, odd, where):
    visit = desk.once = getattr(desk, "once", None) or desk()
    base = WHOLE if len(sent) % 2 else {}
    form = {**odd, **base, **sent, "version": visit.version}
    answer = visit.seat.client.post(where, form)
    assert answer.status_code < 500
    assert visit.visit.clerk == visit.seat.client.staff
    assert visit.seat.client.get("/visit/person").status_code == 200


def test_thousands_of_fields_are_refused_and_the_visit_stays(desk):
    visit = desk()
    many = {f"name-{n}": "x" for n in range(3000)}
    assert visit.seat.client.post("/visit/person", many).status_code == 400
    assert visit.visit.rough == {}
