"""The papers file: both forms, and each way of getting it wrong."""

from __future__ import annotations

from contextlib import suppress
from datetime import date

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from denizen.documents import ApplicantFacts, PresentedPaper, RuleSet
from denizen.documents.papers_file import read_papers
from denizen.errors import InputError


def test_a_bare_list_is_read(points_rules):
    visit = read_papers(
        '[{"document": "passport", "expires": "2030-01-31"}, {"document": "bill", "dated": "2026-11-01", "facts": []}]',
        points_rules,
    )
    assert visit.papers == (
        PresentedPaper("passport", expires=date(2030, 1, 31)),
        PresentedPaper("bill", dated=date(2026, 11, 1)),
    )
    assert visit.applicant == ApplicantFacts()


def test_an_applicant_may_stand_beside_the_papers(points_rules):
    text = '{"papers": [], "applicant": {"birth_date": "2012-05-01", "with_caretaker": true}}'
    assert read_papers(text, points_rules).applicant == ApplicantFacts(date(2012, 5, 1), True)


def test_a_tax_year_stands_for_its_last_day(points_rules):
    visit = read_papers('[{"document": "bill", "tax_year": 2025}]', points_rules)
    assert visit.papers[0].dated == date(2025, 12, 31)


@pytest.mark.parametrize(
    ("text", "where"),
    [
        ('[{"document": "pasport"}]', "$.papers[0].document"),
        ('[{"document": 7}]', "$.papers[0].document"),
        ('[{"document": "bill", "dated": "1 May"}]', "$.papers[0].dated"),
        ('[{"document": "bill", "dated": "20260501  "}]', "$.papers[0].dated"),
        ('[{"document": "bill", "expiry": "2026-05-01"}]', "$.papers[0]"),
        ('[{"document": "bill", "facts": ["signed"]}]', "$.papers[0].facts[0]"),
        ('[{"document": "bill", "dated": "2026-05-01", "tax_year": 2025}]', "$.papers[0].tax_year"),
        ('[{"document": "bill", "tax_year": "2025"}]', "$.papers[0].tax_year"),
        ('{"papers": {}}', "$.papers"),
        ('{"paper": []}', "$"),
        ('{"papers": [], "applicant": {"with_caretaker": "yes"}}', "$.applicant.with_caretaker"),
        ('{"papers": [], "applicant": {"birth_date": 2012}}', "$.applicant.birth_date"),
        ('[{"document": "bill", "dated": "9999-12-31"}]', "$.papers[0].dated"),
        ('[{"document": "bill", "dated": "2026-02-30"}]', "$.papers[0].dated"),
        ("7", "$"),
    ],
)
def test_what_is_wrong_is_named_by_its_path(points_rules, text, where):
    with pytest.raises(InputError) as caught:
        read_papers(text, points_rules)
    assert caught.value.where == where


def test_an_unknown_document_comes_with_the_nearest_ids(points_rules):
    with pytest.raises(InputError) as caught:
        read_papers('[{"document": "birth_certifcate"}]', points_rules)
    assert caught.value.mend.startswith("Nearest: birth_certificate")


def test_a_wrong_value_is_never_repeated(points_rules):
    with pytest.raises(InputError) as caught:
        read_papers('[{"document": "bill", "dated": "secret-value"}]', points_rules)
    assert "secret" not in str(caught.value)


@settings(max_examples=150, deadline=None)
@given(data=st.binary(max_size=200) | st.text(max_size=200))
def test_arbitrary_text_raises_only_our_error(data):
    empty = RuleSet(id="r", since=date(2020, 1, 1), until=None, columns={}, paths=(), documents={})
    with suppress(InputError):
        read_papers(data, empty)
