"""Attacks a programme as an adversary would, and writes what was found for a council member to read."""

from __future__ import annotations

import argparse
from pathlib import Path
from typing import TYPE_CHECKING

from denizen.errors import InputError
from denizen_cli.limited_file import read_limited
from denizen_cli.output import ExitCode, Output
from denizen_cli.programme_home import add_at, home_folder, instant, open_home

if TYPE_CHECKING:
    from denizen_cli.drills.report import DrillReport

SUMMARY = (
    "Play a drill and write its report: it holds (exit 0), it does not (1), cannot tell (2).  Each drill plants"
    " leaks and must find them."
)
MOST_PHOTO_BYTES = 30_000_000


def configure(parser: argparse.ArgumentParser) -> None:
    """Add one subcommand for each drill."""
    drills = parser.add_subparsers(dest="drill", metavar="DRILL", required=True)
    configure_seizure(drills.add_parser("seizure", help="take everything and look for cardholders"))
    subpoena = drills.add_parser("subpoena", help="print precisely what $DENIZEN_HOME holds")
    subpoena.add_argument(
        "--named",
        action="store_true",
        help="about one person; no name is asked for, none could be used",
    )
    for drill in drills.choices.values():
        drill.add_argument(
            "--out", type=Path, default=Path("out/drills"), help="folder of the report (out/drills)"
        )
        drill.add_argument(
            "--publish",
            action="store_true",
            help="put the outcome on the promise page of $DENIZEN_HOME",
        )
        drill.add_argument("--json", action="store_true", help="print JSON")
        add_at(drill)


def configure_seizure(parser: argparse.ArgumentParser) -> None:
    """Add what is seized: a city of the drill's own, or the running programme of $DENIZEN_HOME."""
    parser.add_argument(
        "--visits", type=int, default=4, help="made-up people in a city of its own (4)"
    )
    parser.add_argument(
        "--running", type=int, metavar="PID", help="seize $DENIZEN_HOME, served by this process"
    )
    parser.add_argument(
        "--person", type=Path, help="with --running: person file of the made-up person enrolled"
    )
    parser.add_argument("--photo", type=Path, help="with --running: the photo they came with")
    parser.add_argument(
        "--also",
        type=Path,
        nargs="*",
        default=[],
        help="further folders: PostgreSQL, backups, spool",
    )


def run(args: argparse.Namespace, out: Output) -> ExitCode:
    """Play the drill, write its report, and say how it ended."""
    from denizen_cli.drills.report import plant_line, verdict, write_report

    report = subpoena(args) if args.drill == "subpoena" else seizure(args, out)
    path = write_report(report, args.out, on=instant(args.at).date())
    if args.publish:
        publish(report, args)
    for line in (
        verdict(report),
        *report.found,
        *map(plant_line, report.planted),
        f"Report: {path}",
    ):
        out.say(line)
    out.json(
        {
            "drill": report.drill,
            "holds": report.holds,
            "found": list(report.found),
            "planted": [{"what": each.what, "found": each.was_found} for each in report.planted],
            "report": str(path),
        }
    )
    return ExitCode.GOOD if report.holds else ExitCode.REFUSED


def publish(report: DrillReport, args: argparse.Namespace) -> None:
    """Put the outcome beside the published files, where the promise page reads it; a bad one too."""
    from denizen_site.open_pages.drills_played import DrillPlayed
    from denizen_site.open_pages.drills_played import publish as publish_played

    folder = home_folder() / "public"
    if not folder.is_dir():
        raise InputError(
            "drill.nothing_published",
            "this programme has published nothing yet",
            where=str(folder),
            mend="Run `denizen publish` first, and set DENIZEN_HOME.",
        )
    played = DrillPlayed(
        drill=report.drill,
        day=instant(args.at).date(),
        holds=report.holds,
        findings=len(report.found),
        plants=len(report.planted),
        plants_found=sum(each.was_found for each in report.planted),
        running=args.drill == "subpoena" or args.running is not None,
    )
    publish_played(played, folder)


def subpoena(args: argparse.Namespace) -> DrillReport:
    """Read the programme of $DENIZEN_HOME."""
    open_home()
    from denizen_cli.drills import subpoena as drill

    return drill.play(named=args.named)


def seizure(args: argparse.Namespace, out: Output) -> DrillReport:
    """Seize a city of the drill's own, or the one that is running."""
    if args.running is not None:
        return running_seizure(args)
    from denizen_cli.drills import seizure as drill

    if args.visits < 1:
        raise InputError("drill.visits", "expected at least one visit", where="--visits")
    out.say(f"Opening a city and enrolling {args.visits} people; this takes a minute or two.")
    return drill.play(visits=args.visits)


def running_seizure(args: argparse.Namespace) -> DrillReport:
    """Seize the running programme; raises `InputError` where it is not said whom to look for."""
    if args.person is None:
        raise InputError(
            "drill.no_person",
            "whom shall the drill look for?",
            where="--person",
            mend="Enrol a made-up person at the desk, and name their person file and --photo.",
        )
    insist_on_process(args.running)
    open_home()
    from denizen_cli.card_inputs import read_person
    from denizen_cli.drills import running_seizure as drill
    from denizen_cli.drills.seizure_places import SeizedPlaces

    photo = read_limited(args.photo, most=MOST_PHOTO_BYTES) if args.photo else None
    inputs = tuple(each.resolve() for each in (args.person, args.photo) if each)
    began = opened_at(args.running)
    places = SeizedPlaces(
        home_folder().resolve(), args.running, began, also=tuple(args.also), inputs=inputs
    )
    return drill.play(drill.Honey(read_person(args.person), photo), places, at=instant(args.at))


def opened_at(pid: int) -> float:
    """Give the instant at which a process began, in Unix seconds (proc(5): its folder is made then)."""
    return Path(f"/proc/{pid}").stat().st_mtime


def insist_on_process(pid: int) -> None:
    """Raise `InputError` unless the process lives and its memory may be read; a blind drill would pass."""
    try:
        with Path(f"/proc/{pid}/mem").open("rb"):
            return
    except OSError:
        raise InputError(
            "drill.no_memory",
            "no process of this number lives, or its memory may not be read",
            where="--running",
            mend="Give the number of `denizen serve`; play the drill as its account or as root.",
        ) from None
