"""Sentences that are looked up by their English text, marked so that the catalogues have them."""

from __future__ import annotations

from django.utils.translation import gettext_noop

REFUSALS = (
    gettext_noop("This page is not part of your work here."),
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
