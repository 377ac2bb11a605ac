"""Revokes, replaces, renews and shows cards."""

from __future__ import annotations

import argparse
from pathlib import Path

from denizen.credential import CardNumber, RevocationCode
from denizen_cli.card_inputs import add_card_inputs, read_order, refuse_unseen, report_card
from denizen_cli.output import ExitCode, Output
from denizen_cli.programme_home import add_at, instant, open_home

SUMMARY = "Revoke, replace, renew, hand over and show cards; finish what a killed process left."
REASONS = ("given_up", "wrongly_issued", "found")


def configure(parser: argparse.ArgumentParser) -> None:
    """Add one subcommand for each thing that can happen to a card."""
    verbs = parser.add_subparsers(dest="act", metavar="ACT", required=True)
    revoke = verbs.add_parser("revoke", help="stop a card, with the loss slip's code or by staff")
    how = revoke.add_mutually_exclusive_group(required=True)
    how.add_argument("--code", help="the revocation code from the loss slip")
    how.add_argument("--reason", choices=REASONS, help="why staff stop it; only a count is kept")
    replace = verbs.add_parser(
        "replace", help="a new card for a lost one; the old one stops with it"
    )
    renew = verbs.add_parser("renew", help="the next card for one that nears its last day")
    verbs.add_parser("hand-over", help="a card printed later is in its holder's hands")
    verbs.add_parser("show", help="everything that the city keeps about a card")
    for child in verbs.choices.values():
        child.add_argument(
            "number", help="the card's number; case, spaces and hyphens do not matter"
        )
    for maker in (replace, renew):
        add_card_inputs(maker)
    recover = verbs.add_parser(
        "recover", help="finish or remove what killed processes left in a folder"
    )
    recover.add_argument("out", type=Path, help="the folder that `issue --out` named")
    for child in verbs.choices.values():
        add_at(child)
        child.add_argument("--json", action="store_true", help="print JSON")


def run(args: argparse.Namespace, out: Output) -> ExitCode:
    """Do what was asked for."""
    open_home()
    acts = {
        "revoke": revoke,
        "replace": follow,
        "renew": follow,
        "hand-over": hand_over,
        "show": show,
        "recover": recover,
    }
    return acts[args.act](args, out)


def revoke(args: argparse.Namespace, out: Output) -> ExitCode:
    """Stop a card."""
    from denizen_site.lifecycle import actions

    number, at = CardNumber.parse(args.number), instant(args.at)
    if args.code is not None:
        actions.revoke_by_code(number, RevocationCode.parse(args.code), at=at)
    else:
        actions.revoke_by_staff(number, actions.StaffReason[args.reason.upper()], at=at)
    out.say(f"Card {number.display} is stopped. Counters know it after the next `denizen publish`.")
    out.json({"card_number": number.value, "standing": "revoked"})
    return ExitCode.GOOD


def follow(args: argparse.Namespace, out: Output) -> ExitCode:
    """Issue the card that follows another."""
    from denizen_site.lifecycle import actions

    act = actions.replace if args.act == "replace" else actions.renew
    order = read_order(args)
    refuse_unseen(order.charter)
    issued = act(CardNumber.parse(args.number), order, at=instant(args.at))
    return report_card(issued, out)


def hand_over(args: argparse.Namespace, out: Output) -> ExitCode:
    """Note that a card was handed over."""
    from denizen_site.lifecycle import actions

    number = CardNumber.parse(args.number)
    actions.hand_over(number, at=instant(args.at))
    out.say(f"Card {number.display} is handed over; earlier ones of its lineage are stopped.")
    out.json({"card_number": number.value, "print_state": "handed_over"})
    return ExitCode.GOOD


def show(args: argparse.Namespace, out: Output) -> ExitCode:
    """Show all that is kept."""
    from denizen_site.lifecycle import queries

    held = queries.show(CardNumber.parse(args.number))
    out.say("All that the city keeps about this card:")
    facts: dict[str, object] = {}
    for name, value in held.items():
        facts[name] = value if isinstance(value, int) else str(value)
        out.say(f"  {name.replace('_', ' '):22} {facts[name]}")
    out.json(facts)
    return ExitCode.GOOD


def recover(args: argparse.Namespace, out: Output) -> ExitCode:
    """Finish or remove unfinished cards."""
    from denizen_site.issuance.actions import recover as recover_folder

    done = recover_folder(args.out)
    out.say(f"Finished: {len(done.revealed)}; removed: {done.removed}.")
    for path in done.revealed:
        out.say(f"  {path}")
    out.json({"finished": [str(path) for path in done.revealed], "removed": done.removed})
    return ExitCode.GOOD
