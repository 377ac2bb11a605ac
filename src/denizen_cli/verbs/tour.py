"""Plays one card's whole life: papers, card, counter, tampering, revocation, replacement."""

from __future__ import annotations

import argparse
import json
import shutil
from datetime import UTC, datetime, timedelta
from pathlib import Path

from denizen.errors import InputError
from denizen_cli.output import ExitCode, Output
from denizen_cli.stage import Stage
from denizen_cli.tampering import tampered_text
from denizen_press.degrade import photograph
from denizen_press.portraits import draw_portrait

SUMMARY = "Play one card's whole life in under a minute, with real output, and leave the pictures."
CHARTER = "new-haven"
PERSON = {
    "name": "Rosalía Ñáñez-Quispe Güemes",
    "birth_date": "1987-03-14",
    "address": {
        "mode": "home",
        "lines": ["214 Grand Avenue, Apt 3"],
        "city": "New Haven",
        "state": "CT",
        "zip": "06513",
    },
    "signature": "Rosalía Ñáñez",
    "card_language": "es",
}


def configure(parser: argparse.ArgumentParser) -> None:
    """Add where the tour leaves its pictures."""
    parser.add_argument(
        "--out",
        type=Path,
        default=Path("out/tour"),
        help="folder to leave everything in (%(default)s)",
    )
    parser.add_argument("--json", action="store_true", help="print the steps as JSON at the end")


def run(args: argparse.Namespace, out: Output) -> ExitCode:
    """Clear the folder, play the scenes, and say where the pictures are."""
    folder: Path = args.out
    clear(folder)
    stage = Stage(folder, out)
    write_inputs(folder)
    out.say("Denizen: one card, from papers to plastic to the counter. Nobody here exists.")
    scene_papers(stage)
    issued = scene_issue(stage)
    scene_counter(stage, issued)
    scene_tampering(stage, issued)
    scene_revocation(stage, issued)
    scene_replacement(stage, issued)
    scene_rules(stage)
    say_what_is_left(stage, issued)
    out.json({"steps": stage.steps, "folder": str(folder)})
    return ExitCode.GOOD


def say_what_is_left(stage: Stage, issued: dict[str, object]) -> None:
    """Name what there is to open, and where."""
    stage.out.say("\nLeft to open:")
    stage.out.say(f"  {file_of(issued, 'front_png')}  and back.png, card.pdf, slip.pdf beside it")
    stage.out.say(f"  {stage.folder / 'photographed.jpg'}  what the library's phone saw")
    stage.out.say(f"  {stage.folder / 'public'}  all that a counter needs")
    stage.out.say(f"  {stage.folder / 'home'}  all that the city keeps: look for her name in it")


def clear(folder: Path) -> None:
    """Empty a folder that an earlier tour left; refuse one that holds anything else."""
    if folder.exists() and any(folder.iterdir()) and not (folder / "person.json").exists():
        raise InputError(
            "tour.folder_in_use",
            "the folder holds something that is not an earlier tour's",
            where=str(folder),
            mend="Name an empty folder with --out.",
        )
    shutil.rmtree(folder, ignore_errors=True)
    folder.mkdir(parents=True)


def write_inputs(folder: Path) -> None:
    """Write the papers, the person and the portrait that the commands take."""
    today = datetime.now(UTC).date()
    passport = {"document": "passport", "expires": str(today + timedelta(days=900))}
    bill = {"document": "utility_bill", "dated": str(today - timedelta(days=12))}
    write_json(folder / "papers-first.json", [passport])
    write_json(folder / "papers-second.json", [passport, bill])
    write_json(folder / "person.json", PERSON)
    (folder / "photo.png").write_bytes(draw_portrait("rosalia"))


def write_json(path: Path, value: object) -> None:
    """Write a value as readable JSON."""
    path.write_text(json.dumps(value, ensure_ascii=False, indent=2) + "\n", encoding="utf-8")


def scene_papers(stage: Stage) -> None:
    """One paper is not enough; the cure is named; two are."""
    first, second = stage.folder / "papers-first.json", stage.folder / "papers-second.json"
    stage.scene(
        "She brings one paper", "The rules say what is missing, and the smallest ways to mend it."
    )
    stage.run("assess", "--charter", CHARTER, "--papers", str(first), expect=ExitCode.REFUSED)
    stage.scene(
        "She comes back with a second",
        "The papers are looked at and handed back; none is recorded.",
    )
    stage.run("assess", "--charter", CHARTER, "--papers", str(second))


def scene_issue(stage: Stage) -> dict[str, object]:
    """Make the keys, issue the card, show what is in the folder."""
    folder = stage.folder
    stage.scene(
        "The city makes its keys",
        "One signs cards, one signs lists; a root, kept apart, names both.",
    )
    stage.run("keys", "init", "--charter", CHARTER)
    stage.scene(
        "The card is issued",
        "Signed, set, printed to a PDF, read back from its own blurred picture, and only then recorded.",
    )
    issued = stage.ask(*issue_words(folder, "card-1"))
    stage.tell(
        f"card {issued['card_number']}, good from {issued['first_day']} to {issued['last_day']}"
    )
    stage.tell(f"its code holds {len(str(issued['qr_text']))} characters and no name")
    for name in ("pdf", "front_png", "back_png", "slip_pdf"):
        stage.tell(file_of(issued, name))
    return issued


def issue_words(folder: Path, name: str) -> tuple[str, ...]:
    """Give the words that issue the tour's card into a folder of that name."""
    person, photo = str(folder / "person.json"), str(folder / "photo.png")
    words = ("issue", "--charter", CHARTER, "--person", person, "--photo", photo)
    return (*words, "--out", str(folder / name))


def scene_counter(stage: Stage, issued: dict[str, object]) -> None:
    """Photograph the back, publish the two files, verify at the library, check the printed name."""
    folder = stage.folder
    stage.scene(
        "The library photographs the card",
        "Ink that spreads, an angle, blur, a lamp's glare: the picture is photographed.jpg.",
    )
    back = Path(file_of(issued, "back_png"))
    (folder / "photographed.jpg").write_bytes(photograph(back.read_bytes(), seed=7))
    stage.run("publish", "--out", str(folder / "public"))
    stage.run(*verify_words(folder), "--service", "library")
    stage.scene(
        "Is this name what the city signed?",
        "The code holds no name. With the check code from the front, a typed name is compared with its seal.",
    )
    code = str(issued["check_code"])
    stage.run(*verify_words(folder), "--check-code", code, "--name", "rosalia nanez-quispe guemes")
    stage.run(
        *verify_words(folder),
        "--check-code",
        code,
        "--name",
        "Someone Else",
        expect=ExitCode.REFUSED,
    )


def verify_words(folder: Path) -> tuple[str, ...]:
    """Give the words that verify the photographed card."""
    return (
        "verify",
        "--image",
        str(folder / "photographed.jpg"),
        "--public",
        str(folder / "public"),
    )


def scene_tampering(stage: Stage, issued: dict[str, object]) -> None:
    """Write a later last day, keep all else, and be refused."""
    stage.scene(
        "A forger adds a year",
        "Of the whole code, forged.txt, one number is changed; the signature no longer fits.",
    )
    forged = tampered_text(str(issued["qr_text"]))
    (stage.folder / "forged.txt").write_text(forged, encoding="ascii")
    public = str(stage.folder / "public")
    stage.run("verify", "--text", forged, "--public", public, expect=ExitCode.REFUSED)


def scene_revocation(stage: Stage, issued: dict[str, object]) -> None:
    """Stop the card with the code on the loss slip, publish, and be refused."""
    stage.scene(
        "The card is lost",
        "With the loss slip she stops it without papers, at any hour; the next list says so.",
    )
    number, code = str(issued["card_number"]), str(issued["revocation_code"])
    stage.run("card", "revoke", number, "--code", code)
    stage.run("publish", "--out", str(stage.folder / "public"), "--now")
    stage.run(*verify_words(stage.folder), expect=ExitCode.REFUSED)


def scene_replacement(stage: Stage, issued: dict[str, object]) -> None:
    """Replace the card: new number, new place in the list, the same lineage."""
    folder = stage.folder
    stage.scene(
        "She is given a new one",
        "A new number and a new place in the list; nothing ties it to the old one in public.",
    )
    old = str(issued["card_number"])
    words = ("card", "replace", old, *issue_words(folder, "card-2")[1:])
    replaced = stage.ask(*words)
    stage.run("publish", "--out", str(folder / "public"), "--now")
    back, public = file_of(replaced, "back_png"), str(folder / "public")
    stage.run("verify", "--image", back, "--public", public, "--service", "police")
    stage.run("card", "show", str(replaced["card_number"]))


def scene_rules(stage: Stage) -> None:
    """Ask what an officer may ask a witness here, and a driver elsewhere, on a day of 2008."""
    stage.scene(
        "She saw a crime, and an officer asks the rules",
        "The same question in two places: each answer has its clause, its source and how well that was read.",
    )
    asked = ("policy", "ask", "--action", "ask_status", "--stage", "detention", "--role", "officer")
    stage.run(*asked, "--place", CHARTER, "--part", "witness", expect=ExitCode.REFUSED)
    words = ("--part", "driver", "--fact", "probable_cause=true", "--at", "2008-04-01")
    stage.run(*asked, "--place", "prince-william", *words)


def file_of(issued: dict[str, object], name: str) -> str:
    """Give the path of one of the files that `issue --json` named."""
    files = issued["files"]
    if not isinstance(files, dict):
        raise TypeError("`files` of an issued card is an object")
    return str(files[name])
