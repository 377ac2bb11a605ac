"""Adds the first director, lists staff, invites anew and unlocks; everything else is on the desk's pages."""

from __future__ import annotations

import argparse
from typing import TYPE_CHECKING

from denizen_cli.output import ExitCode, Output
from denizen_cli.programme_home import add_at, instant, open_home

if TYPE_CHECKING:
    from denizen_site.accounts.actions import Invited

SUMMARY = "Add the first director, list staff, invite anew, unlock. State lies under $DENIZEN_HOME (./var)."


def configure(parser: argparse.ArgumentParser) -> None:
    """Add one subcommand for each thing that can be done about staff from here."""
    verbs = parser.add_subparsers(dest="act", metavar="ACT", required=True)
    first = verbs.add_parser("first-director", help="add the programme's first director")
    first.add_argument("--username", required=True, help="what they will sign in with")
    first.add_argument("--name", required=True, help="how colleagues will see them")
    verbs.add_parser("list", help="show every account")
    invite = verbs.add_parser(
        "invite", help="invite anew: password and second factors are taken away"
    )
    unlock = verbs.add_parser("unlock", help="let somebody try again at once after wrong tries")
    for child in (invite, unlock):
        child.add_argument("username", help="the account, as `staff list` shows it")
    for child in verbs.choices.values():
        add_at(child)
        child.add_argument("--json", action="store_true", help="print JSON")


def run(args: argparse.Namespace, out: Output) -> ExitCode:
    """Do what was asked for."""
    open_home()
    acts = {"first-director": first_director, "list": show, "invite": invite, "unlock": unlock}
    return acts[args.act](args, out)


def first_director(args: argparse.Namespace, out: Output) -> ExitCode:
    """Add the first director and print the invitation."""
    from denizen_site.accounts import actions

    return report(actions.first_director(args.username, args.name, at=instant(args.at)), out)


def show(args: argparse.Namespace, out: Output) -> ExitCode:
    """Show every account."""
    from denizen_site.accounts import queries

    accounts = queries.staff_list(at=instant(args.at))
    for one in accounts:
        states = [
            "" if one.active else "closed",
            "" if one.joined or not one.active else "not joined yet",
            "locked" if one.is_locked else "",
        ]
        notes = ", ".join(state for state in states if state)
        out.say(f"  {one.username:20}  {one.role.value:16}  {one.shown_as}  {notes}".rstrip())
    if not accounts:
        out.say("Nobody yet: `denizen staff first-director --username NAME --name NAME`.")
    out.json(
        [
            {
                "username": one.username,
                "name": one.shown_as,
                "role": one.role.value,
                "active": one.active,
                "joined": one.joined,
                "locked": one.is_locked,
            }
            for one in accounts
        ]
    )
    return ExitCode.GOOD


def invite(args: argparse.Namespace, out: Output) -> ExitCode:
    """Invite somebody anew and print the invitation."""
    from denizen_site.accounts import actions, queries

    staff = queries.id_of(args.username)
    return report(actions.invite(staff, at=instant(args.at), by=None), out)


def unlock(args: argparse.Namespace, out: Output) -> ExitCode:
    """Open a locked account."""
    from denizen_site.accounts import actions, queries

    actions.unlock(queries.id_of(args.username), at=instant(args.at), by=None)
    out.say(f"{args.username} may try again.")
    out.json({"username": args.username, "locked": False})
    return ExitCode.GOOD


def report(invited: Invited, out: Output) -> ExitCode:
    """Print an invitation; this is the only time that its code is seen."""
    out.say(f"{invited.username} is invited until {invited.expires:%Y-%m-%d %H:%M} UTC.")
    out.say("Give them this code, by hand or by telephone; it is shown this once:")
    out.say(f"\n    {invited.code}\n")
    out.say(
        "They open /join/ at the desk's address, type it, and choose a password and a second step."
    )
    out.json(
        {
            "username": invited.username,
            "code": invited.code,
            "expires": invited.expires.isoformat(),
            "page": "/join/",
        }
    )
    return ExitCode.GOOD
