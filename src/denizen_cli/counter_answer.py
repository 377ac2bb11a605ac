"""An answer at a counter, for a person and for a machine."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from denizen.trust import ProgrammeMode
from denizen.verification import Answer, Verdict
from denizen_cli.counter_view import View
from denizen_cli.counter_words import FIELD_WORDS, HEADLINES, SEALED_WORDS, age_words, sentence
from denizen_cli.public_folder import City, Lists, Service


@dataclass(frozen=True, slots=True)
class Question:
    """Everything that an answer rests on, opened and read."""

    city: City
    service: Service | None
    lists: Lists
    mode: ProgrammeMode | None
    at: datetime


@dataclass(frozen=True, slots=True)
class Answered:
    """A question with its verdict and with what this counter is shown, if the card verified."""

    question: Question
    verdict: Verdict
    shown: View | None


def human_lines(answered: Answered) -> list[str]:
    """Say it to a person: one big word, one sentence, what may be seen, what to do next."""
    question, verdict, shown = answered.question, answered.verdict, answered.shown
    case, advice = sentence(verdict.code)
    headline = HEADLINES[verdict.answer]
    lines = [f"  {headline}", f"  {'=' * len(headline)}", case]
    if question.mode is ProgrammeMode.DEMONSTRATION:
        lines.append("DEMONSTRATION: specimen cards open nothing.")
    if shown is not None and verdict.card is not None:
        lines += ["", row("Issued by", verdict.card.issuer_name)]
    if shown is not None:
        lines += shown_lines(shown)
        lines += [service_line(question)]
    ages = list_lines(question)
    lines += ages if shown is not None or not ages else ["", *ages]
    lines += ["", f"Next: {advice}"]
    if question.city.desk_phone and verdict.answer is not Answer.GOOD:
        lines.append(f"The desk's telephone: {question.city.desk_phone}")
    return [*lines, f"({verdict.code}, step {verdict.step})"]


def shown_lines(shown: View) -> list[str]:
    """Give one line for each field that this counter may see."""
    lines = []
    for name, words in FIELD_WORDS.items():
        if name == "photo" and name in shown.fields:
            there = "signed by the city, in the code" if shown.fields[name] else "none in the code"
            lines.append(row("Photo", there))
        elif name in shown.fields:
            lines.append(row(words.capitalize(), str(shown.fields[name])))
        if name in shown.sealed and name not in shown.fields:
            lines.append(row(words.capitalize(), SEALED_WORDS[shown.sealed[name]]))
        elif shown.sealed.get(name) in ("matches", "differs"):
            lines.append(row("", SEALED_WORDS[shown.sealed[name]]))
    return lines


def service_line(question: Question) -> str:
    """Say whose view this is."""
    service = question.service
    if service is None:
        return row("Shown", "what every counter may see; name yours with --service")
    note = f" ({service.note})" if service.note else ""
    return row("Shown", f"only what {service.label} may see{note}")


def list_lines(question: Question) -> list[str]:
    """Say how old the lists are."""
    hours = list_ages(question)
    if hours["status"] is not None:
        return [row("Lists", age_words(hours["status"]))]
    if hours["trust"] is not None:
        return [row("Lists", f"trust list {age_words(hours['trust'])}; no status list")]
    return []


def row(label: str, text: str) -> str:
    """Align a label with its text."""
    return f"{label + ':' if label else '':13} {text}"


def list_ages(question: Question) -> dict[str, float | None]:
    """Give the ages of the opened lists in hours."""
    lists = {"trust": question.lists.trust, "status": question.lists.status}
    return {
        name: None
        if opened is None
        else round((question.at - opened.issued).total_seconds() / 3600, 2)
        for name, opened in lists.items()
    }


def machine_form(answered: Answered) -> dict[str, object]:
    """Build the JSON of DESIGN section 14."""
    question, verdict, shown = answered.question, answered.verdict, answered.shown
    ages = list_ages(question)
    trust = question.lists.trust
    return {
        "verdict": verdict.answer.value,
        "code": verdict.code,
        "step": verdict.step,
        "fields": {} if shown is None else dict(shown.fields),
        "sealed": {} if shown is None else dict(shown.sealed),
        "issuer": None if verdict.card is None else verdict.card.issuer_name,
        "as_of": None if verdict.as_of is None else verdict.as_of.isoformat(),
        "service": None if question.service is None else question.service.id,
        "mode": None if question.mode is None else question.mode.value,
        "lists_age_hours": ages["status"],
        "trust_list": None
        if trust is None
        else {"version": trust.version, "age_hours": ages["trust"]},
        "next": sentence(verdict.code)[1],
    }
