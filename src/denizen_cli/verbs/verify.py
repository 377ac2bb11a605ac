"""Says whether a card is good: good, not good, or cannot tell."""

from __future__ import annotations

import argparse
import sys
from pathlib import Path

from denizen.credential import CheckCode, Portrait
from denizen.errors import CannotTellError, InputError, MalformedError
from denizen.formats.qr import decode
from denizen.trust import ProgrammeMode, RootPin
from denizen.verification import Answer, Verdict, judge, verdict_from
from denizen_cli.counter_answer import Answered, Question, human_lines, machine_form
from denizen_cli.counter_view import (
    PICTURE_SUFFIX,
    Typed,
    View,
    allowed_fields,
    city_service,
    require_allowed,
    view,
    with_typed,
)
from denizen_cli.limited_file import read_limited
from denizen_cli.output import ExitCode, Output
from denizen_cli.programme_home import add_at, home_folder, instant
from denizen_cli.public_folder import (
    LARGEST_FILE,
    Lists,
    Service,
    VersionMemory,
    city_of_charter,
    open_lists,
    read_city,
    read_pin,
    require_folder,
    write_whole,
)
from denizen_site.config.charter_folder import open_charter

SUMMARY = (
    "Say whether a card is good, offline, from its picture or its text and the city's published folder."
    " Three answers: good (exit 0), not good (1), cannot tell (2). Nothing about the card is kept."
)
EXIT_CODES = {
    Answer.GOOD: ExitCode.GOOD,
    Answer.NOT_GOOD: ExitCode.REFUSED,
    Answer.CANNOT_TELL: ExitCode.CANNOT_TELL,
}
# Codes that say "no list is at hand"; the reason why it could not be opened says more.
MISSING = ("trust.none", "status.none")


def configure(parser: argparse.ArgumentParser) -> None:
    """Add the card, the lists, the counter, and what was typed from the card's face."""
    card = parser.add_mutually_exclusive_group(required=True)
    card.add_argument("--image", type=Path, metavar="FILE", help="a PNG, JPEG or PDF of the card")
    card.add_argument("--text", help='the text of the QR code; "-" reads it from standard input')
    add = parser.add_argument
    add("--public", required=True, type=Path, metavar="DIR", help="the city's published folder")
    add("--service", metavar="NAME", help="show only what this counter may see")
    add("--root", type=Path, metavar="FILE", help="the pinned root (default: root.pub at home)")
    add("--charter", metavar="DIR", help="take services and rules from a charter, not city.json")
    add_at(parser)
    add("--check-code", metavar="CODE", help="12 characters from the side without the QR code")
    add("--name", help="the name as printed, to check with the check code")
    add("--birth-date", metavar="DATE", help="the birth date as printed, to check")
    add("--address", help='house number and ZIP code as printed, to check: "214 06513"')
    add("--photo-out", type=Path, metavar="FILE", help="save the signed photo here")
    add("--json", action="store_true", help="print the answer as JSON")


def run(args: argparse.Namespace, out: Output) -> ExitCode:
    """Ask, show what this counter may see, and answer by the exit code."""
    typed = typed_values(args)
    memory = VersionMemory(home_folder() / "trust-version.json")
    question = open_question(args, memory)
    require_allowed(typed, question.service)
    verdict = ask(args, question)
    shown: View | None = None
    if verdict.card is not None:
        shown = view(verdict.card.claims, service=question.service, typed=typed)
        if args.photo_out is not None:
            require_photo_seen(question.service)
            save_photo(args.photo_out, verdict.card.claims.portrait)
        verdict = with_typed(verdict, shown, typed=typed)
    if memory.warning:
        out.notice(f"denizen: {memory.warning}")
    answered = Answered(question, verdict, shown)
    for line in human_lines(answered):
        out.say(line)
    out.json(machine_form(answered))
    return EXIT_CODES[verdict.answer]


def typed_values(args: argparse.Namespace) -> Typed:
    """Collect what was typed from the card's face (`InputError`)."""
    given = {"name": args.name, "birth_date": args.birth_date, "address": args.address}
    code = None if args.check_code is None else CheckCode.parse(args.check_code)
    return Typed({name: text for name, text in given.items() if text is not None}, code)


def open_question(args: argparse.Namespace, memory: VersionMemory) -> Question:
    """Open the folder under the pin; trouble with a list is kept, for it may not matter to the answer."""
    at = instant(args.at)
    require_folder(args.public)
    city = read_city(args.public)
    if args.charter is not None:
        city = city_of_charter(open_charter(args.charter), city)
    service = city_service(city, args.service)
    try:
        pin = read_pin(args.root or home_folder() / "root.pub")
    except CannotTellError as error:
        return Question(city, service, Lists(None, None, error), None, at)
    lists = open_lists(args.public, pin=pin, memory=memory, at=at)
    return Question(city, service, lists, mode_of(pin, lists), at)


def mode_of(pin: RootPin, lists: Lists) -> ProgrammeMode | None:
    """Give the programme's mode once a list of it was opened."""
    return None if lists.trust is None else pin.mode


def ask(args: argparse.Namespace, question: Question) -> Verdict:
    """Read the code and judge it."""
    try:
        texts = read_texts(args)
    except CannotTellError as error:
        return verdict_from(error)
    lists = question.lists
    verdict = judge(
        card_among(texts),
        trust=lists.trust,
        status=lists.status,
        at=question.at,
        rule=question.city.rule,
    )
    if lists.trouble is not None and verdict.code in MISSING:
        return verdict_from(lists.trouble)
    return verdict


def read_texts(args: argparse.Namespace) -> list[str]:
    """Give the texts of the codes: typed, piped, or read from the picture by the press."""
    if args.text is not None:
        text: str = sys.stdin.read() if args.text == "-" else args.text
        return [text.strip("\r\n")]
    # Only a picture needs the press; the base install verifies text.  A picture without a code is an answer,
    # cannot tell, which `ask` gives in the counter's words.
    from denizen_press.read import read_codes

    try:
        return read_codes(read_limited(args.image, most=LARGEST_FILE))
    except InputError as error:
        error.where = error.where or str(args.image)
        raise


def card_among(texts: list[str]) -> str:
    """Pick the one that is a card's; of two cards in one picture neither is chosen (`InputError`)."""
    cards = [text for text in dict.fromkeys(texts) if is_card(text)]
    if len(cards) > 1:
        raise InputError(
            "verify.two_cards",
            "the picture shows more than one card",
            where="--image",
            mend="Photograph one card at a time.",
        )
    return cards[0] if cards else texts[0]


def is_card(text: str) -> bool:
    """Say whether a text has the form of a card."""
    try:
        decode(text)
    except MalformedError:
        return False
    return True


def require_photo_seen(service: Service | None) -> None:
    """Refuse to save a photo that this counter may not see (`InputError`)."""
    if "photo" not in allowed_fields(service):
        raise InputError(
            "verify.not_for_this_counter",
            "this service does not see the photo",
            where="--photo-out",
        )


def save_photo(path: Path, portrait: Portrait | None) -> None:
    """Save the signed photo where it was asked for, under the suffix of its format (`InputError`)."""
    if portrait is None:
        raise InputError("verify.no_photo", "this card's code holds no photo", where="--photo-out")
    suffix = PICTURE_SUFFIX[portrait.format]
    if path.suffix.lower() != suffix:
        raise InputError(
            "verify.photo_suffix", f"the photo is a {suffix} picture", where="--photo-out"
        )
    write_whole(path, portrait.data)
