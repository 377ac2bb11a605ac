"""What a report can say and how one ends, in the reader's language."""

from __future__ import annotations

from dataclasses import dataclass

from django.utils.functional import Promise
from django.utils.translation import get_language
from django.utils.translation import gettext_lazy as _

from denizen.charter import Acceptor, Charter, Service, ServiceField, in_language
from denizen_site.refused_cards.reports import ELSEWHERE, Outcome, What

WHAT: dict[What, str | Promise] = {
    What.NOT_KNOWN: _("They did not know the card"),
    What.OTHER_PAPER: _("They wanted another paper instead, or as well"),
    What.SAID_NOT_GOOD: _("They checked it and said that it is not good"),
    What.COULD_NOT_CHECK: _("They could not check it, and so did not take it"),
    What.ASKED_TOO_MUCH: _("They asked for more than they need, such as where somebody is from"),
    What.KEPT_CARD: _("They kept the card"),
    What.OTHER: _("Something else"),
}
OUTCOMES: dict[Outcome, str | Promise] = {
    Outcome.TALKED: _("Talked to the place"),
    Outcome.AGREED: _("The place agreed to take the card"),
    Outcome.STILL_REFUSES: _("The place goes on refusing"),
    Outcome.NEED_NOT: _("The place need not take the card"),
    Outcome.CARD_NOT_GOOD: _("The card was not good"),
    Outcome.NOT_FOLLOWED: _("Could not be followed up"),
}
SEEN: dict[ServiceField, str | Promise] = {
    ServiceField.PHOTO: _("photo"),
    ServiceField.NAME: _("name"),
    ServiceField.BIRTH_DATE: _("date of birth"),
    ServiceField.ADDRESS: _("address"),
    ServiceField.CARD_NUMBER: _("card number"),
    ServiceField.EXPIRES: _("last day"),
}
SOMEWHERE_ELSE = _("Somewhere else")


@dataclass(frozen=True, slots=True)
class Said:
    """A text of the charter, and the language that it is in: not every text is in every language."""

    text: str
    language: str

    def __str__(self) -> str:
        """Give the text."""
        return self.text


def said(one: Service | Acceptor) -> Said:
    """Name a service or a place in the reader's language, or in English."""
    return Said(*in_language(one.label, one.label_in, language=get_language() or "en"))


def terms_of(one: Acceptor) -> Said:
    """Say on what terms a place takes the card."""
    return Said(*in_language(one.terms, one.terms_in, language=get_language() or "en"))


def note_of(charter: Charter) -> Said:
    """Say what is not known of who accepts the card."""
    found = charter.acceptance
    return Said(*in_language(found.note, found.note_in, language=get_language() or "en"))


def service_words(charter: Charter, service: str) -> str:
    """Name a kind of place; one that the charter no longer has is named by its id."""
    if service == ELSEWHERE:
        return str(SOMEWHERE_ELSE)
    return next((str(said(each)) for each in charter.services if each.id == service), service)


def place_words(charter: Charter, place: str) -> str:
    """Name a place of the charter's list; one that is no longer there is named by its id."""
    rows = charter.acceptance.rows
    return next((str(said(each)) for each in rows if each.id == place), place)
