"""Reads what a card is made from: the charter, the person file, the photograph; and says what was made."""

from __future__ import annotations

import argparse
from pathlib import Path
from typing import TYPE_CHECKING, Any

from denizen._encoding import strict_json
from denizen.credential.holder import Holder, parse_holder
from denizen.errors import InputError, MalformedError
from denizen_cli.output import ExitCode, Output
from denizen_cli.programme_home import programme_charter

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


def read_order(args: argparse.Namespace) -> IssueOrder:
    """Read everything that a card is made from; raises `InputError` naming the file and the place in it."""
    from denizen_site.issuance.actions import IssueOrder

    return IssueOrder(
        charter=programme_charter(args.charter),
        holder=read_person(args.person),
        photo=read_bytes(args.photo, most=MOST_BYTES),
        out=args.out,
    )


def read_person(path: Path) -> Holder:
    """Read a person file; a signature's picture is read from beside it."""
    data = read_bytes(path, most=MOST_PERSON_BYTES)
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
    picture = read_bytes(folder / signature["image"], most=MOST_BYTES)
    return {**found, "signature": {**signature, "image": picture}}


def read_bytes(path: Path, *, most: int) -> bytes:
    """Read a file of bounded size."""
    if not path.is_file():
        raise InputError("input.file", "there is no such file", where=str(path))
    if path.stat().st_size > most:
        raise InputError("input.too_large", f"more than {most} bytes", where=str(path))
    return path.read_bytes()


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
