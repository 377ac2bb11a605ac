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
    configure_index_drills(drills)
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


def configure_index_drills(drills: argparse._SubParsersAction[argparse.ArgumentParser]) -> None:
    """Add the drills of the one-card check: each in a city of its own, in full unless told otherwise."""
    relink = drills.add_parser("relink", help="take the blind index and look for people in it")
    relink.add_argument("--people", type=int, default=500, help="people with cards (500)")
    relink.add_argument("--candidates", type=int, default=100_000, help="the whole list (100000)")
    keys = drills.add_parser("custodians", help="attack with one key too few, with enough, burned")
    keys.add_argument("--people", type=int, default=200, help="people with cards (200)")
    for each in (relink, keys):
        each.add_argument(
            "--embedded",
            action="store_true",
            help="custodians in the city's own process; the drill then answers that nothing holds",
        )
    fairness = drills.add_parser("fairness", help="whom the check finds and mistakes, by tradition")
    fairness.add_argument("--people", type=int, default=100_000, help="people with cards (100000)")
    fairness.add_argument("--questions", type=int, default=20_000, help="second visits (20000)")


def run(args: argparse.Namespace, out: Output) -> ExitCode:
    """Play the drill, write its report, and say how it ended."""
    from denizen_cli.drills.report import plant_line, verdict, write_report

    report = played(args, out)
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


def played(args: argparse.Namespace, out: Output) -> DrillReport:
    """Play the drill that was asked for."""
    match args.drill:
        case "subpoena":
            return subpoena(args)
        case "seizure":
            return seizure(args, out)
        case "fairness":
            return fairness(args)
        case _:
            return index_drill(args, out)


def index_drill(args: argparse.Namespace, out: Output) -> DrillReport:
    """Play a drill of the blind index; raises `InputError` for numbers that show nothing."""
    from denizen_cli.drills import custodians, relink

    few = "at least 10 people, or chance decides"
    require(holds=args.people >= 10, where="--people", expected=few)
    at = instant(args.at)
    if not args.embedded:
        out.say(f"Four custodians open, and {args.people} people are noted; this takes a while.")
    if args.drill == "custodians":
        return custodians.play(people=args.people, at=at, embedded=args.embedded)
    long = args.candidates >= 2 * args.people
    require(holds=long, where="--candidates", expected="at least twice --people")
    size = {"people": args.people, "candidates": args.candidates}
    return relink.play(**size, at=at, embedded=args.embedded)


def fairness(args: argparse.Namespace) -> DrillReport:
    """Play the drill of fairness; raises `InputError` for numbers that show nothing."""
    from denizen_cli.drills import fairness as drill

    sound = args.people >= args.questions >= 100
    require(holds=sound, where="--questions", expected="100 to --people")
    return drill.play(people=args.people, questions=args.questions)


def require(*, holds: bool, where: str, expected: str) -> None:
    """Raise `InputError` unless a number makes sense."""
    if not holds:
        raise InputError("drill.size", f"expected {expected}", where=where)


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
        running=args.drill == "subpoena" or getattr(args, "running", None) is not None,
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
