"""Sentences that are looked up by a code or by their English text, marked so that the catalogues have them."""

from __future__ import annotations

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy, gettext_noop

from denizen.errors import DenizenError
from denizen_site.accounts.roles import Role

REFUSALS = (
    gettext_noop("This page is not part of your work here."),
    gettext_noop("The city's rules forbid this."),
    gettext_noop(
        "This computer is not one of the programme's stations. A director can register it."
    ),
    gettext_noop("This visit belongs to another desk."),
    gettext_noop("The clerk has not shared this visit, or the ten minutes are over."),
    gettext_noop("This needs a second person: somebody else must decide it."),
    gettext_noop("This belongs to another account."),
    gettext_noop("You cannot do this to your own account. Another director can."),
    gettext_noop("This is the only director. Add another one first."),
)

ROLES: dict[Role, str | Promise] = {
    Role.CLERK: gettext_lazy("Clerk"),
    Role.SUPERVISOR: gettext_lazy("Supervisor"),
    Role.RECORDS_OFFICER: gettext_lazy("Records officer"),
    Role.CITY_LAWYER: gettext_lazy("City lawyer"),
    Role.AUDITOR: gettext_lazy("Auditor"),
    Role.DIRECTOR: gettext_lazy("Director"),
}

WRONG_SIGN_IN = gettext_lazy(
    "This name and password do not open an account now. Check both. After five wrong tries an account "
    "waits 15 minutes, then longer; a director can open it, and a passkey still works."
)
WRONG_CODE = gettext_lazy(
    "This code does not fit, or was used already. Wait for the next one, or use a recovery code. "
    "After five wrong tries the account waits 15 minutes."
)
WRONG_PASSWORD = gettext_lazy("This is not your password now. Check it and try again.")
WRONG_INVITATION = gettext_lazy(
    "This code invites nobody, or its three days are over. Ask a director for a new one."
)
NO_PASSKEY = gettext_lazy("The passkey was not taken. Try again, or sign in with your password.")

PROBLEMS: dict[str, str | Promise] = {
    "accounts.username": gettext_lazy(
        "Use 2 to 40 letters a to z, digits, dots, hyphens or underscores; begin and end with a letter "
        "or a digit."
    ),
    "accounts.username_taken": gettext_lazy("Somebody has this sign-in name already."),
    "accounts.no_such_account": gettext_lazy("This account was changed meanwhile. Look again."),
    "accounts.no_such_station": gettext_lazy("This station was retired already."),
    "accounts.no_such_passkey": gettext_lazy("This passkey was removed already."),
    "accounts.last_director": gettext_lazy("This is the only director. Add another one first."),
    "accounts.last_factor": gettext_lazy("This is your only second step. Add another one first."),
    "accounts.many_passkeys": gettext_lazy(
        "An account has at most eight passkeys. Remove one first."
    ),
    "accounts.passkey_not_taken": NO_PASSKEY,
    "accounts.no_invitation": WRONG_INVITATION,
    "accounts.not_joined": gettext_lazy("Set your password first."),
}


def sentence_for(error: DenizenError) -> str:
    """Give the sentence for people; a code that has none is told as it is."""
    return str(PROBLEMS.get(error.code, error.summary))
