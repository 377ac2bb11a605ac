"""Reads what a card is made from: the charter, the person file, the photograph; and says what was made."""

from __future__ import annotations

import argparse
from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING, Any

from denizen._encoding import strict_json
from denizen.charter import Charter
from denizen.credential.holder import Holder, parse_holder
from denizen.documents import Accepted, NeedsSupervisor, PrintedAddress, Short, assess
from denizen.documents.papers_file import read_papers
from denizen.errors import DenizenError, InputError, MalformedError
from denizen_cli.limited_file import read_limited
from denizen_cli.output import ExitCode, Output
from denizen_cli.programme_home import programme_charter
from denizen_site.config.charter_folder import read_day, today_in

if TYPE_CHECKING:
    from denizen_site.issuance.actions import IssuedCard, IssueOrder

MOST_BYTES = (
    30_000_000  # a photograph straight from a camera; the press has stricter limits of its own
)
MOST_PERSON_BYTES = 100_000


def add_card_inputs(parser: argparse.ArgumentParser) -> None:
    """Add the options that every verb which makes a card takes."""
    parser.add_argument(
        "--charter", help="folder or name; by default the one that the programme is bound to"
    )
    parser.add_argument(
        "--person", type=Path, required=True, help="person file (JSON); see docs/start"
    )
    parser.add_argument("--photo", type=Path, required=True, help="photograph: JPEG, PNG or WebP")
    parser.add_argument("--out", type=Path, required=True, help="folder for the card's own folder")
    parser.add_argument(
        "--papers",
        type=Path,
        help="papers file, as for `assess`: the card is issued only if they suffice, and prints the address"
        " no more openly than they allow; nothing of them is kept",
    )


def read_order(args: argparse.Namespace) -> IssueOrder:
    """Read everything that a card is made from; raises `InputError` naming the file and the place in it."""
    from denizen_site.issuance.actions import IssueOrder

    charter, holder = programme_charter(args.charter), read_person(args.person)
    return IssueOrder(
        charter=charter,
        holder=holder,
        photo=read_limited(args.photo, most=MOST_BYTES),
        out=args.out,
        print_effect=read_print_effect(args, charter, holder=holder) if args.papers else None,
    )


def refuse_unseen(charter: Charter) -> None:
    """Refuse to make a card where the city looks for second cards, done with them at the desk."""
    if charter.one_card is not None:
        raise InputError(
            "issue.at_the_desk_only",
            "this city looks for second cards, and that is done at the desk",
            where="[one_card]",
            mend="Serve the person in a visit at the desk.",
        )


class PapersError(DenizenError):
    """The papers given with an order do not suffice."""

    def __init__(self, outcome: Short | NeedsSupervisor) -> None:
        """Take the outcome; what was shown is not repeated."""
        short = isinstance(outcome, Short)
        super().__init__(
            "papers.short" if short else "papers.needs_supervisor",
            "the papers do not suffice yet" if short else "a supervisor must look at the papers",
            where="--papers",
            mend="`denizen assess` says what is missing and what would do.",
        )
        self.exit_code = ExitCode.REFUSED if short else ExitCode.CANNOT_TELL


def read_print_effect(
    args: argparse.Namespace, charter: Charter, *, holder: Holder
) -> PrintedAddress:
    """Assess the papers and give what they ask of the printed address; raises `PapersError`."""
    day = read_day((args.at or "")[:10] or None, option="--at") or today_in(charter)
    rule_set = charter.rule_set_at(day)
    visit = read_papers(read_limited(args.papers, most=MOST_PERSON_BYTES), rule_set)
    applicant = replace(visit.applicant, birth_date=holder.birth_date)
    outcome = assess(rule_set, visit.papers, applicant=applicant, at=day)
    if not isinstance(outcome, Accepted):
        raise PapersError(outcome)
    return outcome.print_effect.address


def read_person(path: Path) -> Holder:
    """Read a person file; a signature's picture is read from beside it."""
    data = read_limited(path, most=MOST_PERSON_BYTES)
    try:
        found: Any = strict_json.loads(data)
    except MalformedError as error:
        raise InputError(error.code, error.summary, where=f"{path}, {error.where}") from None
    if not isinstance(found, dict):
        raise InputError("person.type", "expected one JSON object", where=str(path))
    return parse_holder(with_picture(found, path.parent), where=str(path))


def with_picture(found: dict[str, Any], folder: Path) -> dict[str, Any]:
    """Replace the name of a signature's picture by its bytes."""
    signature = found.get("signature")
    if not isinstance(signature, dict) or not isinstance(signature.get("image"), str):
        return found
    picture = read_limited(folder / signature["image"], most=MOST_BYTES)
    return {**found, "signature": {**signature, "image": picture}}


def report_card(issued: IssuedCard, out: Output) -> ExitCode:
    """Say what was made; the codes are shown here and never again."""
    kind = "SPECIMEN card" if issued.specimen else "Card"
    out.say(f"{kind} {issued.number.display}, good from {issued.first_day} to {issued.last_day}.")
    out.say(f"  check code       {issued.check_code.display}   (on the card's front; not kept)")
    out.say(
        f"  revocation code  {issued.revocation_code.display}   (on the loss slip; kept as a slow hash)"
    )
    for name, path in issued.files.items():
        out.say(f"  {name:16} {path}")
    out.json(
        {
            "card_number": issued.number.value,
            "status_index": issued.status_index,
            "first_day": str(issued.first_day),
            "last_day": str(issued.last_day),
            "specimen": issued.specimen,
            "check_code": issued.check_code.value,
            "revocation_code": issued.revocation_code.value,
            "qr_text": issued.qr_text,
            "folder": str(issued.folder),
            "files": {name: str(path) for name, path in issued.files.items()},
        }
    )
    return ExitCode.GOOD
