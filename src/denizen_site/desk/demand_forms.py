"""How a demand is taken in and answered: choices, a day, an office; no box for words about a resident."""

from __future__ import annotations

from datetime import date
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from denizen.charter import DemandKind
from denizen.credential import CardNumber
from denizen_site.demands.actions import Receipt
from denizen_site.demands.kinds import UNNAMED, Asked, Basis, Reply, Sender
from denizen_site.desk.card_forms import CODE_BOX, card_number
from denizen_site.desk.demand_words import ASKED, BASES, KINDS, REPLIES, SENDERS
from denizen_site.errors import DemandError
from denizen_site.ui.forms import Form, MemorableDateField

CHOOSE = {"required": _("Choose one."), "invalid_choice": _("Choose one of these.")}
NO_CHOICE = ("", _("Choose"))


class ReceiveForm(Form):
    """What was handed in."""

    kind = forms.ChoiceField(
        label=_("What was handed in?"),
        choices=[NO_CHOICE, *((each.value, words) for each, words in KINDS.items())],
        error_messages=CHOOSE,
    )
    sender = forms.ChoiceField(
        label=_("Who asks?"),
        choices=[NO_CHOICE, *((each.value, words) for each, words in SENDERS.items())],
        error_messages=CHOOSE,
    )
    office = forms.CharField(
        label=_("Which office?"),
        help_text=_("Never a person's name. Leave it empty for residents and the press."),
        max_length=120,
        required=False,
    )
    asked = forms.MultipleChoiceField(
        label=_("What does it ask for?"),
        widget=forms.CheckboxSelectMultiple,
        choices=[(each.value, words) for each, words in ASKED.items()],
        error_messages={"required": _("Choose at least one.")},
    )
    judge_signed = forms.BooleanField(
        label=_("A judge or magistrate of a court signed it"),
        help_text=_("An immigration officer or an immigration judge is not one."),
        required=False,
    )
    safety_finding = forms.BooleanField(
        label=_("The state has found in writing that giving these records out endangers people"),
        help_text=_("Only if the finding is in force today. The lawyer checks it."),
        required=False,
    )
    received = MemorableDateField(label=_("On which day did it come?"))

    def __init__(self, *args: Any, today: date, **kwargs: Any) -> None:
        """Offer today."""
        kwargs.setdefault("initial", {"received": today})
        super().__init__(*args, **kwargs)
        self.today = today

    def clean_received(self) -> date:
        """Refuse a day that is still to come."""
        day: date = self.cleaned_data["received"]
        if day > self.today:
            raise forms.ValidationError(_("This day is still to come."), code="ahead")
        return day

    def clean(self) -> dict[str, Any]:
        """Keep no name of a resident or of the press."""
        found = super().clean() or {}
        if found.get("sender") in UNNAMED and found.get("office"):
            self.add_error(
                "office", _("Of a resident or the press no name is kept. Leave this empty.")
            )
        return found

    def receipt(self) -> Receipt:
        """Give what was read."""
        found = self.cleaned_data
        return Receipt(
            kind=DemandKind(found["kind"]),
            sender=Sender(found["sender"]),
            office=found["office"].strip(),
            asked=tuple(Asked(each) for each in found["asked"]),
            judge_signed=found["judge_signed"],
            safety_finding=found["safety_finding"],
            received=found["received"],
        )


class SearchForm(Form):
    """A card's number, if the demand names one; it is looked up and forgotten."""

    number = forms.CharField(
        label=_("Card number, if the demand names one"),
        help_text=_("It is looked up at once and written nowhere. A name cannot be looked up."),
        required=False,
        max_length=40,
        widget=forms.TextInput(attrs=CODE_BOX),
    )

    def clean_number(self) -> CardNumber | None:
        """Read the number."""
        text: str = self.cleaned_data["number"]
        return card_number(text) if text.strip() else None


class ReplyForm(Form):
    """What the city is to answer."""

    reply = forms.ChoiceField(
        label=_("What do we answer?"),
        widget=forms.RadioSelect,
        choices=[(each.value, words) for each, words in REPLIES.items()],
        error_messages=CHOOSE,
    )

    def chosen(self) -> Reply:
        """Give the choice."""
        return Reply(self.cleaned_data["reply"])


class ShareForm(Form):
    """On what somebody's status would be told; the page answers with the rules."""

    basis = forms.ChoiceField(
        label=_("Why would it be told?"),
        widget=forms.RadioSelect,
        choices=[(each.value, words) for each, words in BASES.items()],
        error_messages=CHOOSE,
    )

    def chosen(self) -> Basis:
        """Give the choice."""
        return Basis(self.cleaned_data["basis"])


def seen_reply(text: str) -> Reply:
    """Read which reply somebody had before them when they signed; raises `DemandError`."""
    try:
        return Reply(text)
    except ValueError:
        raise DemandError("demand.changed", "no such reply", mend="Read it again.") from None
