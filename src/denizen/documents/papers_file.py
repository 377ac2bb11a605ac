"""Reads the papers file: what a clerk or a resident says is on the desk, as JSON.

    [{"document": "utility_bill", "dated": "2026-11-02"}]
    {"papers": [...], "applicant": {"birth_date": "2012-05-01", "with_caretaker": true, "facts": []}}

`dated` is the date that the paper's rule asks for; of a tax form any day of
the tax year, or `"tax_year": 2025` instead.
Unknown keys are refused: a misspelt one would silently change the decision.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from typing import Final

from denizen._encoding import strict_json
from denizen.documents.papers import (
    CANNOT_BE_VERIFIED,
    ApplicantFacts,
    DocumentId,
    Fact,
    PresentedPaper,
    day_of,
)
from denizen.documents.rule_set import RuleSet
from denizen.documents.weighing import document_of, nearest
from denizen.errors import InputError, MalformedError

PAPER_KEYS: Final = frozenset({"document", "expires", "dated", "tax_year", "facts"})
APPLICANT_KEYS: Final = frozenset({"birth_date", "with_caretaker", "facts"})
FILE_KEYS: Final = frozenset({"papers", "applicant"})
MOST_PAPERS: Final = 200


@dataclass(frozen=True, slots=True)
class Visit:
    """The papers and the applicant of one visit."""

    papers: tuple[PresentedPaper, ...]
    applicant: ApplicantFacts


def read_papers(data: bytes | str, rule_set: RuleSet) -> Visit:
    """Read a papers file; raises `InputError` with the path of whatever is wrong."""
    try:
        value = strict_json.loads(data)
    except MalformedError as error:
        raise InputError("papers.json", error.summary, where=error.where) from None
    return papers_of({"papers": value} if isinstance(value, list) else value, rule_set)


def papers_of(value: object, rule_set: RuleSet) -> Visit:
    """Read the object of a papers file, parsed already; raises `InputError` as `read_papers` does."""
    content = table(value, "$", known=FILE_KEYS)
    papers = listed(content.get("papers"), "$.papers")
    if len(papers) > MOST_PAPERS:
        raise wrong("$.papers", f"at most {MOST_PAPERS} papers")
    return Visit(
        tuple(read_paper(one, f"$.papers[{i}]", rule_set=rule_set) for i, one in enumerate(papers)),
        read_applicant(content.get("applicant", {}), "$.applicant", rule_set=rule_set),
    )


def read_paper(value: object, where: str, *, rule_set: RuleSet) -> PresentedPaper:
    """Read one paper."""
    content = table(value, where, known=PAPER_KEYS)
    id_ = content.get("document")
    if not isinstance(id_, str):
        raise wrong(f"{where}.document", "the id of a document")
    document = located(id_, f"{where}.document", rule_set=rule_set)
    dated = read_day(content.get("dated"), f"{where}.dated")
    tax_year = content.get("tax_year")
    if tax_year is not None:
        dated = end_of_tax_year(tax_year, dated, where=f"{where}.tax_year")
    return PresentedPaper(
        document,
        expires=read_day(content.get("expires"), f"{where}.expires"),
        dated=dated,
        facts=read_facts(content.get("facts"), f"{where}.facts", rule_set=rule_set),
    )


def located(id_: str, where: str, *, rule_set: RuleSet) -> DocumentId:
    """Find a document's id, or say where the unknown one stands and which are near."""
    try:
        return document_of(rule_set, DocumentId(id_)).id
    except InputError as error:
        raise InputError(error.code, error.summary, where=where, mend=error.mend) from None


def read_applicant(value: object, where: str, *, rule_set: RuleSet) -> ApplicantFacts:
    """Read what the rules may ask about the applicant."""
    content = table(value, where, known=APPLICANT_KEYS)
    with_caretaker = content.get("with_caretaker", False)
    if not isinstance(with_caretaker, bool):
        raise wrong(f"{where}.with_caretaker", "true or false")
    return ApplicantFacts(
        read_day(content.get("birth_date"), f"{where}.birth_date"),
        with_caretaker,
        read_facts(content.get("facts"), f"{where}.facts", rule_set=rule_set),
    )


def read_facts(value: object, where: str, *, rule_set: RuleSet) -> frozenset[Fact]:
    """Read a list of facts that the rule set knows."""
    found = [] if value is None else listed(value, where)
    known = {CANNOT_BE_VERIFIED, *rule_set.facts}
    for i, fact in enumerate(found):
        if fact not in known:
            near = nearest(fact, known) if isinstance(fact, str) else sorted(known)
            mend = f"Nearest: {', '.join(near)}."
            raise InputError(
                "papers.fact", "the rule set knows no such fact", where=f"{where}[{i}]", mend=mend
            )
    return frozenset(Fact(str(fact)) for fact in found)


def read_day(value: object, where: str) -> date | None:
    """Read a date; None if it was not stated."""
    if value is None:
        return None
    try:
        if isinstance(value, str):
            return day_of(value)
    except ValueError:
        pass
    raise wrong(where, "a date such as 2026-11-22")


def end_of_tax_year(value: object, dated: date | None, *, where: str) -> date:
    """Read a tax year, which stands instead of `dated`."""
    if dated is not None:
        raise wrong(where, "dated or tax_year, not both")
    if not isinstance(value, int) or isinstance(value, bool) or not 1900 <= value <= 2999:
        raise wrong(where, "a year such as 2025")
    return date(value, 12, 31)


def table(value: object, where: str, *, known: frozenset[str]) -> Mapping[str, object]:
    """Hold a value to an object with known keys."""
    if not isinstance(value, dict):
        raise wrong(where, "an object with " + ", ".join(sorted(known)))
    for key in value:
        if key not in known:
            near = nearest(key, known, at_most=1)
            mend = f"Known keys: {', '.join(sorted(known))}; nearest: {near[0]}."
            raise InputError(
                "papers.unknown_key", "a key that we do not know", where=where, mend=mend
            )
    return value


def listed(value: object, where: str) -> list[object]:
    """Hold a value to a list."""
    if not isinstance(value, list):
        raise wrong(where, "a list")
    return value


def wrong(where: str, expected: str) -> InputError:
    """Make the refusal of a value, which is not repeated."""
    return InputError("papers.value", f"expected {expected}", where=where)
