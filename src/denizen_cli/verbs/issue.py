"""Issues a card: signs, prints, reads back, records."""

from __future__ import annotations

import argparse

from denizen_cli.card_inputs import add_card_inputs, read_order, refuse_unseen, report_card
from denizen_cli.output import ExitCode, Output
from denizen_cli.programme_home import add_at, instant, open_home

SUMMARY = (
    "Issue a card: a print-ready PDF, two pictures and the loss slip in a folder of its own. Nothing about the "
    "person stays in the programme's home."
)


def configure(parser: argparse.ArgumentParser) -> None:
    """Add what a card is made from."""
    add_card_inputs(parser)
    add_at(parser)
    parser.add_argument("--json", action="store_true", help="print JSON")


def run(args: argparse.Namespace, out: Output) -> ExitCode:
    """Issue the card and say what was made."""
    open_home()
    from denizen_site.issuance.actions import issue_card

    order = read_order(args)
    refuse_unseen(order.charter)
    return report_card(issue_card(order, at=instant(args.at)), out)
