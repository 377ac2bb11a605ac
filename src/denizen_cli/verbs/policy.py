"""Asks a community's rules, compares communities, and checks rule files."""

from __future__ import annotations

import argparse
from collections.abc import Callable
from datetime import UTC, date, datetime
from typing import TYPE_CHECKING, Final, cast

from denizen.errors import InputError
from denizen_cli.output import ExitCode, Output
from denizen_site.config.charter_folder import read_day

if TYPE_CHECKING:
    from denizen.policy import Question

SUMMARY = (
    "Ask what a community's rules say about an encounter, a record or an act, on a day, clause by clause; "
    "compare communities over every encounter; check rule files.  Information, not legal advice."
)
ASK_EPILOGUE: Final = "Exit codes: 0 must or may, 1 must not, 2 silent or contested, 64 usage."


def configure(parser: argparse.ArgumentParser) -> None:
    """Add the four acts."""
    acts = parser.add_subparsers(dest="act", metavar="ACT", required=True)
    configure_ask(acts.add_parser("ask", help="ask one question", epilog=ASK_EPILOGUE))
    compare = acts.add_parser("compare", help="lay two communities side by side")
    compare.add_argument("places", nargs=2, metavar="PLACE", help="a community, or its folder")
    grid = acts.add_parser("grid", help="count the answers over every possible encounter")
    grid.add_argument("place", metavar="PLACE", help="a community, or its folder")
    check = acts.add_parser("check", help="read rule files strictly and run golden encounters")
    check.add_argument(
        "places", nargs="*", metavar="PLACE", help="communities; all if none is named"
    )
    for act in (compare, grid):
        add_asker(act)
    for act in acts.choices.values():
        act.add_argument("--at", metavar="DATE", help="the day asked about (today)")
        act.add_argument("--json", action="store_true", help="print the answer as JSON")
    parser.set_defaults(json=False)


def configure_ask(ask: argparse.ArgumentParser) -> None:
    """Add the words of one question; docs/policy/schema.md lists them."""
    ask.add_argument("--place", required=True, metavar="PLACE", help="a community, or its folder")
    ask.add_argument("--action", required=True, help="such as ask_status")
    ask.add_argument("--role", help="who asks; in an encounter, whoever stands at its stage")
    for name in ("stage", "part", "paper", "requester", "kind"):
        ask.add_argument(f"--{name}", help="a word of docs/policy/schema.md")
    fact_help = "a fact that is true; repeat it for more"
    ask.add_argument("--fact", action="append", default=[], metavar="NAME[=true]", help=fact_help)
    add_asker(ask)


def add_asker(act: argparse.ArgumentParser) -> None:
    """Add what may be known of the officer."""
    act.add_argument("--deputised", action="store_true", help="certified under 8 USC 1357(g)")
    act.add_argument("--supervised", action="store_true", help="under ICE's supervision now")


def run(args: argparse.Namespace, out: Output) -> ExitCode:
    """Carry out one of the acts."""
    acts: dict[str, Callable[[argparse.Namespace, Output], ExitCode]] = {
        "ask": ask_rules,
        "compare": compare_places,
        "grid": count_answers,
        "check": check_rules,
    }
    return acts[cast("str", args.act)](args, out)


def ask_rules(args: argparse.Namespace, out: Output) -> ExitCode:
    """Answer one question."""
    from denizen.policy import Ruling, ask
    from denizen_cli.policy_words import answer_json, answer_lines
    from denizen_site.config.policy_folder import open_community

    question = question_from(args)
    at = day_asked(args)
    community = open_community(args.place)
    answer = ask(community, question, at=at)
    out.say(f"{community.name}, {at}")
    for line in answer_lines(answer, question):
        out.say(line)
    out.json(answer_json(answer, question, place=community.id, at=at))
    codes = {
        Ruling.MUST: ExitCode.GOOD,
        Ruling.MAY: ExitCode.GOOD,
        Ruling.MUST_NOT: ExitCode.REFUSED,
        Ruling.SILENT: ExitCode.CANNOT_TELL,
        Ruling.CONTESTED: ExitCode.CANNOT_TELL,
    }
    return codes[answer.ruling]


def question_from(args: argparse.Namespace) -> Question:
    """Make the question of the words given; raises `PolicyError` or `InputError`."""
    from denizen.policy import ROLE_AT, Stage, question_of
    from denizen.policy.question import word_of

    role = args.role
    if role is None and args.stage is not None:
        role = ROLE_AT[word_of("stage", args.stage, kind=Stage)].value
    if role is None:
        mend = "Say who would do it: --role records_officer."
        raise InputError("policy.missing_word", "the role is needed", where="--role", mend=mend)
    words = {name: getattr(args, name) for name in ("stage", "part", "paper", "requester", "kind")}
    given = {name: word for name, word in words.items() if word is not None}
    facts = [name for name in map(fact_named, args.fact) if name]
    return question_of(
        {
            "action": args.action,
            "role": role,
            "deputised": args.deputised,
            "supervised": args.supervised,
            "facts": facts,
            **given,
        }
    )


def fact_named(text: str) -> str | None:
    """Read `name`, `name=true` or `name=false`; None for one that is not true."""
    name, _, value = text.partition("=")
    if value.lower() in {"", "true", "yes", "1"}:
        return name
    if value.lower() in {"false", "no", "0"}:
        return None
    mend = "Write --fact written_consent=true."
    raise InputError("policy.fact", "a fact is true or false", where="--fact", mend=mend)


def compare_places(args: argparse.Namespace, out: Output) -> ExitCode:
    """Compare two communities."""
    from denizen.policy import Asker, compare
    from denizen_cli.policy_words import NOT_ADVICE, comparison_json, comparison_lines
    from denizen_site.config.policy_folder import open_community

    a, b = (open_community(place) for place in args.places)
    found = compare(a, b, at=day_asked(args), asker=Asker(args.deputised, args.supervised))
    for line in comparison_lines(found):
        out.say(line)
    out.say(NOT_ADVICE)
    out.json(comparison_json(found))
    return ExitCode.GOOD


def count_answers(args: argparse.Namespace, out: Output) -> ExitCode:
    """Count the answers over every possible encounter, by action and stage."""
    from denizen.policy import UNWEIGHTED, Asker, EncounterAction, Stage, evaluate
    from denizen.policy import undeciding_clauses as undeciding
    from denizen_cli.policy_check import clause_remarks
    from denizen_cli.policy_words import counts_line
    from denizen_site.config.policy_folder import open_community

    community = open_community(args.place)
    at = day_asked(args)
    grid = evaluate(community, at=at, asker=Asker(args.deputised, args.supervised))
    out.say(f"{community.name}, {at}.  {UNWEIGHTED}")
    rows = [
        {"action": action.value, "stage": stage.value, "answers": grid.counts(action, stage)}
        for action in EncounterAction
        for stage in Stage
    ]
    for action in EncounterAction:
        out.say(f"  {action.value}: {counts_line(grid.counts(action))}")
    idle = [clause.id for clause in undeciding(grid)]
    for id_ in idle:
        out.say(f"  in force and never decides: {id_}")
    remarks = list(clause_remarks(community))
    for remark in remarks:
        out.say(f"  look at: {remark}")
    out.json(
        {
            "place": community.id,
            "at": at.isoformat(),
            "rows": rows,
            "never_decide": idle,
            "remarks": remarks,
            "weighting": UNWEIGHTED,
        }
    )
    return ExitCode.GOOD


def check_rules(args: argparse.Namespace, out: Output) -> ExitCode:
    """Check the rules of some communities, or of all."""
    from denizen_cli.policy_check import check_policy
    from denizen_site.config.charter_folder import policy_folders

    at = day_asked(args)
    checks = [check_policy(name, at=at) for name in args.places or sorted(policy_folders())]
    for check in checks:
        for line in check.lines():
            out.say(line)
    out.json([check.for_machines() for check in checks])
    return ExitCode.GOOD if all(check.holds for check in checks) else ExitCode.REFUSED


def day_asked(args: argparse.Namespace) -> date:
    """Give the day asked about: --at, or today in UTC."""
    return read_day(args.at, option="--at") or datetime.now(UTC).date()
