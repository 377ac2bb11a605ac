"""What papers came to, in the words of the desk and of the sheet that a resident takes home.

The command line has its own words (`denizen_cli.assessment_words`); these are marked for translation, and say
dates as days in the calendar: nobody at a counter counts back ninety days.
"""

from __future__ import annotations

from datetime import date, timedelta
from typing import assert_never

from django.utils.formats import date_format
from django.utils.text import get_text_list
from django.utils.translation import gettext, ngettext

from denizen.charter import RuleSetEntry
from denizen.documents import (
    Column,
    Document,
    Fault,
    PrintedAddress,
    Reason,
    ReasonCode,
    WeighedPaper,
)
from denizen.documents.papers import BIRTH_DATE, PHOTO, CutOff, ExpiredTier, PaperDate, Span

Rules = RuleSetEntry


def day_words(day: date) -> str:
    """Write a date in the language of the page."""
    return date_format(day, "DATE_FORMAT")


def column_words(column: Column, rules: Rules) -> str:
    """Name a column."""
    if column == PHOTO:
        return gettext("A paper with a photo")
    if column == BIRTH_DATE:
        return gettext("A paper with the birth date")
    named = rules.rule_set.columns.get(column)
    if named is not None:
        return named
    return gettext("In all") if column == "total" else str(column).replace("_", " ").capitalize()


def first_good_expiry(span: Span, at: date) -> date:
    """Find the earliest expiry from which `span` still reaches to `at`."""
    day = at - timedelta(days=span.days + 31 * span.months + 3)
    while span.after(day) < at:
        day += timedelta(days=1)
    return day


def first_good_year(rule: CutOff, at: date) -> int:
    """Find the earliest year whose papers are still good."""
    year = at.year - rule.years_after - 1
    while rule.last_day(date(year, 1, 1)) < at:
        year += 1
    return year


def date_check(document: Document, at: date) -> str:
    """Say what a clerk looks for in the paper's date; empty where the rules ask for none."""
    if document.cut_off is not None:
        year = first_good_year(document.cut_off, at)
        if document.cut_off.anchor is PaperDate.TAX_YEAR:
            return gettext("For tax year %(year)s or later") % {"year": year}
        return anchored(document.cut_off.anchor) % {"day": day_words(date(year, 1, 1))}
    if document.window is not None:
        first = at - timedelta(days=document.window.days)
        return anchored(document.window.anchor) % {"day": day_words(first)}
    return ""


def anchored(anchor: PaperDate) -> str:
    """Say which date of the paper is meant."""
    match anchor:
        case PaperDate.DATED | PaperDate.TAX_YEAR:
            return gettext("Dated %(day)s or later")
        case PaperDate.ISSUED:
            return gettext("Issued on %(day)s or later")
        case PaperDate.STATEMENT:
            return gettext("Statement date is %(day)s or later")
        case PaperDate.FILING:
            return gettext("Filed on %(day)s or later")
        case PaperDate.STAY_END:
            return gettext("The stay ends on %(day)s or later")
        case _:
            assert_never(anchor)


def expiry_rules(document: Document, rules: Rules, *, at: date) -> list[str]:
    """Say, tier by tier, what an expired paper is still worth, as days in the calendar."""
    return [tier_words(tier, rules, at=at) for tier in document.expired]


def tier_words(tier: ExpiredTier, rules: Rules, *, at: date) -> str:
    """Say one tier."""
    facts = {
        "day": day_words(first_good_expiry(tier.up_to, at)),
        "worth": worth_words(dict(tier.counts), rules),
    }
    return gettext("Expired on %(day)s or later: still counts (%(worth)s)") % facts


def worth_words(pays: dict[Column, int], rules: Rules) -> str:
    """Say what a paper pays into each column; the photo and the birth date have their own marks."""
    named = rules.rule_set.columns
    paid = [(named[column], amount) for column, amount in pays.items() if column in named]
    return ", ".join(f"{words} {amount}" if amount != 1 else words for words, amount in paid)


def for_whom(document: Document) -> str:
    """Say for whom alone a paper counts; empty for everybody."""
    bounds = document.applicant
    parts = []
    if bounds.min_age is not None:
        parts.append(gettext("only from the age of %(age)s") % {"age": bounds.min_age})
    if bounds.max_age is not None:
        parts.append(gettext("only up to the age of %(age)s") % {"age": bounds.max_age})
    if bounds.with_caretaker:
        parts.append(gettext("only with a caretaker present"))
    return ", ".join(parts)


def fault_words(fault: Fault, paper: WeighedPaper, *, at: date) -> str:
    """Say one reason why a paper counts nothing yet."""
    match fault:
        case Fault.EXPIRED:
            return gettext("It expired too long ago.")
        case Fault.DATE_NEEDED:
            check = date_check(paper.document, at)
            return gettext("Look at its date. %(check)s.") % {"check": check}
        case Fault.DATED_LATER:
            return gettext("It is dated after today.")
        case Fault.TOO_OLD:
            check = date_check(paper.document, at)
            return gettext("It is too old. %(check)s.") % {"check": check}
        case Fault.FACT_MISSING:
            return gettext("Tick what the paper says.")
        case Fault.NOT_FOR_APPLICANT:
            return gettext("It does not count here: %(whom)s.") % {"whom": for_whom(paper.document)}
        case Fault.CANNOT_BE_VERIFIED:
            return gettext("It cannot be checked here. A supervisor decides.")
        case Fault.SUPERVISOR_ONLY:
            return gettext("Only a supervisor may accept it.")
        case _:
            assert_never(fault)


def reason_words(reason: Reason) -> str:
    """Say what no further paper can mend; short columns stand in the score."""
    match reason.code:
        case ReasonCode.COLUMN_SHORT | ReasonCode.PAPER_IN_DOUBT:
            return ""
        case ReasonCode.TOO_YOUNG:
            return gettext("This card is for people of %(age)s or older.") % {"age": reason.need}
        case ReasonCode.CARETAKER_NEEDED:
            return gettext(
                "Under the age of %(age)s a parent or caretaker must "
                "come along and show the relationship."
            ) % {"age": reason.need}
        case ReasonCode.NO_PATH_FOR_AGE:
            return gettext("The rules have no way for this age.")
        case _:
            assert_never(reason.code)


def address_words(effect: PrintedAddress) -> str:
    """Say what the papers make of the printed address; empty where they leave it free."""
    match effect:
        case PrintedAddress.HOME:
            return ""
        case PrintedAddress.CARE_OF:
            return gettext("The card shows the organization's address, not a home address.")
        case PrintedAddress.CONFIDENTIAL:
            return gettext(
                "The card shows the confidentiality program's address. Do not ask for another."
            )
        case PrintedAddress.NONE:
            return gettext("The card shows no address. Do not ask for one.")
        case _:
            assert_never(effect)


def missing_words(column: Column, *, have: int, need: int, rules: Rules) -> str:
    """Say what is missing in one column."""
    words = column_words(column, rules)
    if need == 1:
        return words
    lacking = need - have
    return ngettext("%(words)s: %(n)s more", "%(words)s: %(n)s more", lacking) % {
        "words": words,
        "n": lacking,
    }


def date_at_home(document: Document) -> str:
    """Say how old a paper may be on the day on which it will be shown."""
    if document.window is not None:
        days = document.window.days
        return ngettext(
            "dated no more than %(n)s day before you come",
            "dated no more than %(n)s days before you come",
            days,
        ) % {"n": days}
    return gettext("the newest one") if document.cut_off is not None else ""


def wanted_words(document: Document, rules: Rules, *, at: date | None) -> str:
    """Say what must be right about a paper that is to be brought; `at` is None for another day."""
    facts = rules.rule_set.facts
    dated = date_at_home(document) if at is None else date_check(document, at)
    parts = [dated, for_whom(document), *(facts[fact] for fact in document.attests)]
    return "; ".join(part for part in parts if part)


def one_of(words: list[str]) -> str:
    """Join words as a choice."""
    return get_text_list(words, gettext("or"))
