"""Write docs/policy/ten-questions.md: what `denizen policy ask` answers to ten questions, place by place.

python tools/write_ten_questions.py

What a reader should know of each answer stands here, beside the question, and is read again whenever a rule
changes: the page is only as honest as these notes.
"""

from __future__ import annotations

import contextlib
import io
import json
from collections.abc import Iterable
from dataclasses import dataclass
from pathlib import Path
from typing import Any, Final

from denizen_cli.main import main as denizen

PAGE = Path(__file__).resolve().parent.parent / "docs" / "policy" / "ten-questions.md"
PLACES: Final = {
    "new-haven": "New Haven",
    "hartford": "Hartford",
    "prince-william": "Prince William",
    "danbury": "Danbury",
}
DAYS: Final = ("2008-09-01", "2014-06-01", "2026-01-02")
HEAD: Final = """\
# Ten questions

Ten encounters that a lawyer would ask about, in four communities, on three days: 120 answers, each from
`denizen policy ask`. Written by `python tools/write_ten_questions.py`; the notes are ours, and every answer was
read against the sources.

**Information, not legal advice.** An answer is only as good as its clauses: *reported* and *unverified* ones
are marked (N) and (M). *Silent* means that no clause that is encoded speaks of it: in Danbury, mostly, that
no rule was found ([the communities](communities.md)).
"""
TOWNS: Final = ("new-haven", "hartford", "danbury")  # the three under one state law

Row = dict[str, dict[str, dict[str, Any]]]  # place -> day -> answer


@dataclass(frozen=True)
class Asked:
    """One question: a sentence, the words given to the program, and what a reader should know."""

    sentence: str
    words: str
    note: str


QUESTIONS: Final = (
    Asked(
        "May an officer ask a driver at a traffic stop about status?",
        "--action ask_status --stage traffic_stop --part driver",
        "No criminal investigation is supposed. Prince William's officers may, and do not have to, "
        "since July 2008; after November 2010 that is unverified. For Danbury no rule was found; "
        "what was "
        "observed there (officers generally do not) is practice and no answer.",
    ),
    Asked(
        "May a detective ask the victim of a robbery, in the investigation?",
        "--action ask_status --role detective --stage street_contact --part victim --fact "
        "criminal_investigation",
        "Hartford's ordinance has one exception for everybody, so it is silent here: a detective "
        "who says that the investigation needs the answer is not stopped by it. New Haven and "
        "Prince William "
        "have a clause for victims by themselves. This is the row to show a council.",
    ),
    Asked(
        "Must an officer ask a person under arrest, at booking, with probable cause about status?",
        "--action ask_status --stage booking --part arrestee --role officer --fact probable_cause",
        "Prince William: everyone under arrest, with or without probable cause. Hartford's "
        "ordinance forbids asking even here unless the crime needs it, and in the next rows obliges"
        " officers to tell what they know.",
    ),
    Asked(
        "May an officer arrest a driver on an immigration agency's own warrant?",
        "--action arrest_on_civil_paper --stage traffic_stop --part driver --paper "
        "ice_admin_warrant",
        "New Haven's 2006 clause and Prince William's are unverified: the first is inferred from "
        "the order of 2020, the second is from a draft. Danbury in 2008 and 2014: no rule found, "
        "and federal law, which has its own rule on "
        "who may serve such warrants, is not encoded on that point.",
    ),
    Asked(
        "May a jail officer hold somebody who may go, on a federal detainer?",
        "--action hold_past_release --stage release --part arrestee --paper ice_detainer",
        "Nobody said anything encoded in 2008. From 2014 Connecticut forbids it unless its list of "
        "risks applies, and a federal court held detainers to be requests: so in Prince William the"
        " jail may, and answers for it.",
    ),
    Asked(
        "May a deputised, supervised officer do immigration work, in a criminal case?",
        "--action perform_federal_function --stage booking --part arrestee --role officer --fact "
        "criminal_investigation --deputised --supervised",
        "The question supposes an agreement. Only Prince William had one in 2008, and Danbury from "
        "October 2009 to about the end of 2012; elsewhere *may* says only what federal law would "
        "let. Since October 2019 the "
        "state forbids it in all three towns.",
    ),
    Asked(
        "Must an officer tell federal officers of an arrest, with probable cause about status?",
        "--action notify_federal --stage booking --part arrestee --role officer --fact "
        "probable_cause",
        "Hartford's duty of 2008 loses to state law from October 2019 (shown as overridden). Under "
        "the state's exceptions, a serious conviction for one, the duty comes back.",
    ),
    Asked(
        "May a police officer send federal immigration officers information on status?",
        "--action share_status --stage booking --part arrestee --role officer",
        "Where nothing local forbids it, federal law lets the officer send, and obliges nobody. "
        "Where something does, courts disagree, and the officer reads the city attorney's "
        "instruction: do not send, call.",
    ),
    Asked(
        "May a registrar report a couple, on a state employee's advice?",
        "--action share_status --role records_officer --stage counter --part service_user --fact "
        "advice_only",
        "The marriage case of 2023. New Haven's order answers, and the federal dispute is listed "
        "beside it ([decision 0016](../decisions/0016-what-1373-reaches.md)). In the other three no"
        " rule was found that would have "
        "stopped it, nor in New Haven before July 2020.",
    ),
    Asked(
        "May counter staff check status before a city service?",
        "--action verify_status_for_service --stage counter --part service_user",
        "No federal benefit is supposed (there, federal law says that they must). Prince William's "
        "*may* stands for eight listed services, in which it was a must.",
    ),
)


def ask(place: str, words: str, *, at: str) -> dict[str, Any]:
    """Ask the program, as a person would, and take its JSON."""
    heard = io.StringIO()
    with contextlib.redirect_stdout(heard):
        denizen(["policy", "ask", "--place", place, *words.split(), "--at", at, "--json"])
    return json.loads(heard.getvalue())


def cell(answer: dict[str, Any]) -> str:
    """Write one answer: the ruling, and the clauses with the marks that do not count as cited."""
    ruling = str(answer["answer"]).replace("_", " ")
    clauses = [
        f"`{one['id']}`" + (f" ({one['reading']})" if one["reading"] in {"N", "M"} else "")
        for one in answer["clauses"]
    ]
    return f"**{ruling}**" + (" " + ", ".join(clauses) if clauses else "")


def part(number: int, asked: Asked, row: Row) -> str:
    """Write one question with its table and its note."""
    rows = [
        f"| {name} | " + " | ".join(cell(row[place][day]) for day in DAYS) + " |"
        for place, name in PLACES.items()
    ]
    head = [f"| | {' | '.join(DAYS)} |", "|---|" + "---|" * len(DAYS)]
    asked_as = f"`denizen policy ask --place ... {asked.words} --at ...`"
    title = f"## {number}. {asked.sentence}"
    return "\n".join([title, "", asked_as, "", *head, *rows, "", asked.note, ""])


def foot(rows: list[Row]) -> str:
    """Count what the tables show."""
    differing = [differ(rows, TOWNS, day=day) for day in DAYS]
    everywhere = [differ(rows, PLACES, day=day) for day in DAYS]
    silent = [
        sum(answer["answer"] == "silent" for days in row.values() for answer in days.values())
        for row in rows
    ]
    most = sorted(range(len(rows)), key=lambda number: -silent[number])[:2]
    return "\n".join(
        [
            "## Counted",
            "",
            "| | " + " | ".join(DAYS) + " |",
            "|---|" + "---|" * len(DAYS),
            f"| rows of {len(rows)} in which the four differ | {numbers(everywhere)} |",
            f"| rows in which the three Connecticut towns differ | {numbers(differing)} |",
            "",
            f"Silence is commonest in rows {' and '.join(str(number + 1) for number in sorted(most))}. "
            "Ten rows are ten rows: they were chosen because lawyers would ask them, and say nothing of"
            " how often each "
            "encounter happens.",
            "",
        ]
    )


def differ(rows: list[Row], places: Iterable[str], *, day: str) -> int:
    """Count the rows in which places do not all answer alike on a day."""
    return sum(len({row[place][day]["answer"] for place in places}) > 1 for row in rows)


def numbers(counts: list[int]) -> str:
    """Write counts as table cells."""
    return " | ".join(str(count) for count in counts)


def main() -> None:
    """Ask everything and write the page."""
    rows = [
        {place: {day: ask(place, asked.words, at=day) for day in DAYS} for place in PLACES}
        for asked in QUESTIONS
    ]
    parts = [
        part(number, asked, row)
        for number, (asked, row) in enumerate(zip(QUESTIONS, rows, strict=True), start=1)
    ]
    PAGE.write_text("\n".join([HEAD, *parts, foot(rows)]), encoding="utf-8")


if __name__ == "__main__":
    main()
