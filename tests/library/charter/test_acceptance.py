"""acceptance.toml: a law is cited, an agreement is not a law, and what nobody has checked says so."""

from __future__ import annotations

from datetime import date

import pytest

from denizen.charter import CharterFaultsError, Duty, Reading, in_language, load_charter

LAW = """note = "Nothing else is known."

[[acceptance]]
id = "agencies"
label = "City agencies"
label_in = {es = "Agencias de la ciudad"}
duty = "law"
cite = "City Code, section 1"
services = ["library"]
as_of = 2020-02-01
checked = 2026-11-20
source = "faq-2015"
reading = "O"
"""


@pytest.fixture
def charter_with(new_york_files):
    """Load New York with another list."""

    def load(text):
        return load_charter({**new_york_files, "acceptance.toml": text.encode()})

    return load


@pytest.fixture
def faults_with(charter_with):
    def load(text):
        with pytest.raises(CharterFaultsError) as caught:
            charter_with(text)
        return (caught.value, *caught.value.others)

    return load


def test_a_law_and_what_was_checked_are_read(charter_with):
    found = charter_with(LAW).acceptance
    (row,) = found.must
    assert found.agreed == found.unchecked == ()
    assert (row.duty, row.cite, row.checked) == (
        Duty.LAW,
        "City Code, section 1",
        date(2026, 11, 20),
    )
    assert row.attribution.reading is Reading.OFFICIAL
    assert in_language(row.label, row.label_in, language="es") == ("Agencias de la ciudad", "es")
    assert in_language(row.label, row.label_in, language="ar") == ("City agencies", "en")


def test_a_city_of_which_nothing_is_known_says_so_and_has_no_rows(charter_with):
    found = charter_with('note = "Nobody was asked."\n').acceptance
    assert (found.rows, found.note) == ((), "Nobody was asked.")


def test_saying_nothing_at_all_is_refused(faults_with):
    (fault,) = faults_with("")
    assert (fault.code, fault.file, fault.key) == ("charter.missing", "acceptance.toml", "note")


@pytest.mark.parametrize(
    ("old", "new", "key", "words"),
    [
        ('cite = "City Code, section 1"\n', "", "cite", "section of the law"),
        ('duty = "law"', 'duty = "agreed"', "cite", "duty is agreed"),
        ('duty = "law"', 'duty = "promised"', "duty", "law, agreed"),
        ('services = ["library"]', 'services = ["liberry"]', "services", "library, police"),
        ("checked = 2026-11-20", "checked = 2019-11-20", "checked", "not before as_of"),
        ("checked = 2026-11-20", 'checked = "lately"', "checked", "without quotes"),
        ('{es = "Agencias', '{fr = "Agencias', "label_in", "en, es, zh"),
        ('reading = "O"', 'reading = "P"', "reading", "T, O, N, M"),
        ('source = "faq-2015"', 'source = "faq-1915"', "source", "faq-1915"),
        ('reading = "O"', 'reading = "O"\nterms_in = {es = "x"}', "terms_in", "no terms"),
        ("as_of =", "asof =", "asof", "did you mean 'as_of'?"),
    ],
)
def test_a_fault_names_its_place_and_what_was_expected(faults_with, old, new, key, words):
    assert old in LAW
    faults = faults_with(LAW.replace(old, new, 1))
    fitting = [one for one in faults if one.key == f"acceptance[1].{key}" and words in one.expected]
    assert fitting, [str(one) for one in faults]
    assert fitting[0].file == "acceptance.toml"
    assert fitting[0].line is not None


def test_two_entries_of_one_id_are_refused(faults_with):
    (fault,) = faults_with(LAW + LAW.partition("\n\n")[2])
    assert (fault.code, fault.key) == ("charter.repeated", "acceptance[2].id")


def test_a_label_in_a_language_that_the_charter_lacks_is_refused(faults_after):
    (fault,) = faults_after("services.toml", "{es = ", "{fr = ")
    assert fault.key == "service[1].label_in"


def test_shipped_charters_say_what_is_not_known_and_claim_no_check_that_nobody_made(shipped):
    found = shipped.acceptance
    assert found.note.endswith(".")
    assert found.rows
    assert set(found.unchecked) == set(found.rows)
    ids = {service.id for service in shipped.services}
    assert all(set(row.services) <= ids for row in found.rows)


def test_shipped_charters_speak_of_places_and_services_in_the_pages_languages(shipped):
    places = [*shipped.services, *shipped.acceptance.rows]
    assert all({"es", "ar"} <= set(each.label_in) for each in places)
    assert {"es", "ar"} <= set(shipped.acceptance.note_in)
    assert all({"es", "ar"} <= set(each.terms_in) for each in shipped.acceptance.rows if each.terms)
