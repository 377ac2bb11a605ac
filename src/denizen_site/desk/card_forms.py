"""What is typed and read about a card at the counter; every value is posted, none stands in an address."""

from __future__ import annotations

from enum import StrEnum
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from denizen.charter import Charter
from denizen.credential import CardNumber, RevocationCode
from denizen.errors import InputError
from denizen_site.accounts.permission import Action, Actor
from denizen_site.desk.languages import choices
from denizen_site.desk.scanned_card import MOST_CHARACTERS
from denizen_site.enrolment.visit import Purpose
from denizen_site.lifecycle.actions import ReplacementReason, StaffReason
from denizen_site.ui.forms import Form

CODE_BOX = {
    "class": "usa-input--code",
    "autocapitalize": "characters",
    "spellcheck": "false",
}
WRONG_NUMBER = _("This is not a card number. Read it again, letter by letter.")
WRONG_CODE = _("This is not a stop code. Read it again from the slip.")


class Happened(StrEnum):
    """What became of a card that its holder has stopped."""

    LOST = "lost"
    STOLEN = "stolen"
    GIVEN_UP = "given_up"

    @property
    def wants_new(self) -> bool:
        """Say whether a visit for a new card begins at once."""
        return self is not Happened.GIVEN_UP

    @property
    def staff_reason(self) -> StaffReason:
        """Name what is counted when a supervisor stops it without the code."""
        return StaffReason.LOST if self.wants_new else StaffReason.GIVEN_UP


class Follows(StrEnum):
    """Why another card is to follow one that lies on the desk."""

    DAMAGED = "damaged"
    UPDATE = "update"
    RENEWAL = "renewal"

    @property
    def purpose(self) -> Purpose:
        """Give the purpose of the visit."""
        return {
            Follows.DAMAGED: Purpose.REPLACEMENT,
            Follows.UPDATE: Purpose.UPDATE,
            Follows.RENEWAL: Purpose.RENEWAL,
        }[self]

    @property
    def reason(self) -> str:
        """Give the reason for which the old card is replaced; a renewal has none."""
        if self is Follows.RENEWAL:
            return ""
        return ReplacementReason[self.name].word


HAPPENED = (
    (Happened.LOST.value, _("Lost. Stop it and begin a visit for a new one.")),
    (Happened.STOLEN.value, _("Stolen. Stop it and begin a visit for a new one.")),
    (Happened.GIVEN_UP.value, _("Only stop it. No new card today.")),
)


def card_number(text: str) -> CardNumber:
    """Read a typed number; its last character shows most slips of the finger."""
    try:
        return CardNumber.parse(text)
    except InputError:
        raise forms.ValidationError(WRONG_NUMBER, code="number") from None


def language_field(charter: Charter) -> forms.ChoiceField:
    """Ask in which language the resident reads; the charter's first one if nothing is chosen."""
    return forms.ChoiceField(
        label=_("The resident reads"), choices=choices(charter), initial=charter.languages[0]
    )


class NumberForm(Form):
    """The number on a card."""

    number = forms.CharField(
        label=_("Card number"),
        max_length=40,
        widget=forms.TextInput({**CODE_BOX, "data-focus": ""}),
        help_text=_("Twelve letters and digits, below the photo."),
    )

    def clean_number(self) -> CardNumber:
        """Read the number."""
        return card_number(self.cleaned_data["number"])


class ScanForm(Form):
    """The code on a card: a picture of it, or the text that a scanner typed."""

    picture = forms.FileField(
        label=_("Picture of the code"),
        required=False,
        widget=forms.ClearableFileInput({"accept": "image/*", "capture": "environment"}),
    )
    text = forms.CharField(
        label=_("Or the text from a scanner"),
        required=False,
        max_length=MOST_CHARACTERS,
        widget=forms.TextInput({"class": "mono", "spellcheck": "false"}),
        error_messages={"max_length": _("This is longer than any card’s code.")},
    )

    def clean(self) -> dict[str, Any]:
        """Want one of the two."""
        found: dict[str, Any] = super().clean() or {}
        if not self.errors and not found.get("picture") and not found.get("text"):
            self.refuse(
                "picture", _("Choose a picture, or scan the code into the box."), code="empty"
            )
        return found


class StopForm(Form):
    """A card to be stopped: by the slip's code, or by a supervisor without one."""

    number = forms.CharField(
        label=_("Card number"),
        max_length=40,
        widget=forms.TextInput(CODE_BOX),
        help_text=_("Twelve letters and digits, on the slip."),
    )
    code = forms.CharField(
        label=_("Stop code"),
        max_length=40,
        required=False,
        widget=forms.TextInput(CODE_BOX),
        help_text=_("Twelve letters and digits, on the slip."),
    )
    happened = forms.ChoiceField(
        label=_("What happened?"),
        choices=HAPPENED,
        widget=forms.RadioSelect,
        error_messages={
            "required": _("Choose one."),
            "invalid_choice": _("Choose one of these."),
        },
    )

    def __init__(self, *args: Any, charter: Charter, actor: Actor, **kwargs: Any) -> None:
        """Offer the languages; whoever may stop a card without its code need not have it."""
        super().__init__(*args, **kwargs)
        self.fields["language"] = language_field(charter)
        self.fields["language"].widget.attrs["class"] = "usa-select"
        self.needs_code = Action.STOP_CARD_WITHOUT_CODE not in actor.actions

    def clean_number(self) -> CardNumber:
        """Read the number."""
        return card_number(self.cleaned_data["number"])

    def clean_code(self) -> RevocationCode | None:
        """Read the code; without one a supervisor decides."""
        typed = self.cleaned_data["code"]
        if not typed and not self.needs_code:
            return None
        if not typed:
            said = _("The code from the slip is needed. Without it a supervisor stops the card.")
            raise forms.ValidationError(said, code="required")
        try:
            return RevocationCode.parse(typed)
        except InputError:
            raise forms.ValidationError(WRONG_CODE, code="code") from None

    @property
    def what(self) -> Happened:
        """Give what happened."""
        return Happened(self.cleaned_data["happened"])


class FollowForm(Form):
    """Another card for one that lies on the desk."""

    number = forms.CharField(max_length=40, widget=forms.HiddenInput)
    in_hand = forms.BooleanField(
        label=_("I have the card in my hand, and its photo shows the person before me."),
        widget=forms.CheckboxInput({"data-focus": ""}),
        error_messages={
            "required": _("Look at the card and the person first. Without the card, use the slip.")
        },
    )
    follows = forms.ChoiceField(
        choices=[(each.value, each.value) for each in Follows], widget=forms.HiddenInput
    )

    def __init__(self, *args: Any, charter: Charter, **kwargs: Any) -> None:
        """Offer the languages."""
        super().__init__(*args, **kwargs)
        self.fields["language"] = language_field(charter)
        self.fields["language"].widget.attrs["class"] = "usa-select"

    def clean_number(self) -> CardNumber:
        """Read the number."""
        return card_number(self.cleaned_data["number"])

    @property
    def why(self) -> Follows:
        """Give why another card is to follow."""
        return Follows(self.cleaned_data["follows"])
