"""What the desk's first page asks: how a visit begins, and why one ends without a card."""

from __future__ import annotations

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from denizen.charter import Charter
from denizen.documents import Accepted, ReasonCode
from denizen_site.accounts.permission import Action, Actor
from denizen_site.desk.languages import choices
from denizen_site.desk.paper_view import RESIDENCY
from denizen_site.desk.visit_page import Place
from denizen_site.enrolment.visit import Purpose
from denizen_site.ledger.acts import Act, RefusalReason, refusal
from denizen_site.ui.forms import Form

REASONS = {
    RefusalReason.SHORT_IDENTITY: _("A paper that shows who they are is missing"),
    RefusalReason.SHORT_RESIDENCY: _("A paper that shows where they live is missing"),
    RefusalReason.PAPER_IN_DOUBT: _("A paper could not be trusted"),
    RefusalReason.TOO_YOUNG: _("Too young for a card"),
    RefusalReason.CARETAKER_NEEDED: _("A parent or caretaker must come along"),
    RefusalReason.WRONG_CITY: _("They live in another place"),
    RefusalReason.LEFT: _("They had to leave"),
    RefusalReason.OTHER: _("Another reason"),
}

GUESSES = {
    ReasonCode.TOO_YOUNG: RefusalReason.TOO_YOUNG,
    ReasonCode.CARETAKER_NEEDED: RefusalReason.CARETAKER_NEEDED,
    ReasonCode.PAPER_IN_DOUBT: RefusalReason.PAPER_IN_DOUBT,
}


class BeginForm(Form):
    """In which language the resident reads, and whether this is only a test."""

    language = forms.ChoiceField(
        label=_("The resident reads"),
        required=False,
        error_messages={"invalid_choice": _("Choose one of these languages.")},
    )
    test = forms.BooleanField(label=_("Practice: no card counts"), required=False)

    def __init__(self, *args: Any, charter: Charter, actor: Actor, **kwargs: Any) -> None:
        """Offer the charter's languages first; practice is for those who may begin one."""
        super().__init__(*args, **kwargs)
        self.fields["language"].choices = choices(charter)
        if Action.TEST_APPLICANT not in actor.actions:
            del self.fields["test"]
        self.first = charter.languages[0]

    def chosen(self) -> dict[str, Any]:
        """Give what `desk.actions.begin` takes."""
        return {
            "language": self.cleaned_data["language"] or self.first,
            "test": self.cleaned_data.get("test", False),
            "purpose": Purpose.NEW,
        }


class EndForm(Form):
    """Why the visit ends; only a count of it is kept."""

    reason = forms.ChoiceField(
        label=_("Why does the visit end?"),
        widget=forms.RadioSelect,
        error_messages={
            "required": _("Choose the nearest reason."),
            "invalid_choice": _("Choose one of these."),
        },
    )

    def __init__(self, *args: Any, place: Place, **kwargs: Any) -> None:
        """Offer the reasons; a visit that was begun by mistake needs none."""
        super().__init__(*args, **kwargs)
        self.fields["reason"].choices = [
            *((reason.value, words) for reason, words in REASONS.items()),
            ("mistake", _("Begun by mistake")),
        ]
        self.initial["reason"] = likely(place)
        if not self.initial["reason"]:
            self.fields["reason"].widget.attrs["data-focus"] = ""

    def act(self) -> Act:
        """Give what the ledger counts."""
        chosen = self.cleaned_data["reason"]
        return Act.VISIT_ABANDONED if chosen == "mistake" else refusal(RefusalReason(chosen))


def likely(place: Place) -> str:
    """Guess the reason from the papers, so that most visits end with one key; the clerk may choose another."""
    outcome = place.progress.outcome
    if isinstance(outcome, Accepted) or not (place.visit.papers or place.visit.applicant):
        return ""
    codes = [reason.code for reason in outcome.reasons]
    for code, guess in GUESSES.items():
        if code in codes:
            return guess.value
    short = {reason.column for reason in outcome.reasons}
    is_home = short and short <= {RESIDENCY, "total"}
    guess = RefusalReason.SHORT_RESIDENCY if is_home else RefusalReason.SHORT_IDENTITY
    return guess.value
