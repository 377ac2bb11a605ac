"""What is typed at the day's close, and on the stock's page."""

from __future__ import annotations

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from denizen_site.accounts.permission import Action, Actor
from denizen_site.desk.day_view import StationLine, printing_name
from denizen_site.issuance.stock import SpoiltReason
from denizen_site.ledger.acts import DifferenceReason
from denizen_site.ui.forms import Form

MOST_CARDS = 100_000
MISSING = "missing"
DIFFERENCES = {
    DifferenceReason.MISCOUNTED: _("Counted wrongly at receipt or at a close before"),
    DifferenceReason.MOVED: _("Cards were carried to another station"),
    DifferenceReason.PRINTER: _("The printer took or wasted cards that nobody entered"),
    DifferenceReason.UNEXPLAINED: _("Not explained"),
}
SPOILT = {
    SpoiltReason.MISPRINT: _("Printed badly"),
    SpoiltReason.JAM: _("Jammed in the printer"),
    SpoiltReason.FAULTY: _("Came faulty from the box"),
    SpoiltReason.TRIAL: _("Used for a trial print"),
}
NOT_A_COUNT = _("Type a whole number of cards.")


def count_field(label: Any) -> forms.IntegerField:
    """Ask for a number of cards."""
    return forms.IntegerField(
        label=label,
        min_value=0,
        max_value=MOST_CARDS,
        required=False,
        widget=forms.TextInput({"inputmode": "numeric", "class": "usa-input usa-input--short"}),
        error_messages={
            "invalid": NOT_A_COUNT,
            "min_value": NOT_A_COUNT,
            "max_value": NOT_A_COUNT,
        },
    )


def serial_field(label: Any, **more: Any) -> forms.CharField:
    """Ask for a blank card's serial."""
    box = forms.TextInput({"class": "usa-input--code", "spellcheck": "false"})
    return forms.CharField(label=label, max_length=16, widget=box, **more)


class CountsForm(Form):
    """How many blank cards lie at each station at the day's close; an empty box leaves the count as it is."""

    def __init__(self, *args: Any, lines: list[StationLine], **kwargs: Any) -> None:
        """Make a box for every station that has stock."""
        super().__init__(*args, **kwargs)
        for line in lines:
            field = count_field(line.label)
            field.initial = line.stock.counted
            self.fields[line.stock.station] = field

    def counts(self) -> dict[str, int]:
        """Give what was counted, by station."""
        return {name: n for name, n in self.cleaned_data.items() if n is not None}


class SignOffForm(Form):
    """The supervisor's word on the day; what differs is explained by one of four reasons."""

    seen = forms.IntegerField(widget=forms.HiddenInput)
    reason = forms.ChoiceField(
        label=_("What explains the difference?"),
        choices=[(reason.value, words) for reason, words in DIFFERENCES.items()],
        widget=forms.RadioSelect,
        required=False,
        error_messages={"invalid_choice": _("Choose one of these.")},
    )

    def __init__(self, *args: Any, even: bool, **kwargs: Any) -> None:
        """Ask for a reason only where something differs."""
        super().__init__(*args, **kwargs)
        self.even = even
        if even:
            del self.fields["reason"]

    def clean(self) -> dict[str, Any]:
        """Want a reason where something differs."""
        found: dict[str, Any] = super().clean() or {}
        if not self.even and "reason" in found and not found["reason"]:
            self.refuse(
                "reason", _("Count again first. If it still differs, choose what explains it.")
            )
        return found


class ReceiveForm(Form):
    """A box of blank cards: the serials of its first and last card."""

    first = serial_field(_("Serial of the first card"))
    last = serial_field(_("Serial of the last card"), required=False)

    def __init__(self, *args: Any, actor: Actor, printing: tuple[str, ...], **kwargs: Any) -> None:
        """Ask for which station, where there is more than one to choose from."""
        super().__init__(*args, **kwargs)
        self.own = actor.station or ""
        if printing and Action.CLOSE_DAY in actor.actions:
            here = (self.own, _("This station"))
            choices = [here, *((each, printing_name(each)) for each in printing)]
            self.fields["station"] = forms.ChoiceField(label=_("For"), choices=choices)
            self.fields["station"].widget.attrs["class"] = "usa-select"

    def serials(self) -> str:
        """Write the range as the stock reads it."""
        first, last = (self.cleaned_data[name].strip().upper() for name in ("first", "last"))
        return f"{first}-{last}" if last else first

    def station(self) -> str:
        """Give the station that the box is for."""
        return self.cleaned_data.get("station") or self.own


class SpoilForm(Form):
    """A blank card that is none any more."""

    serial = serial_field(_("Serial"))
    reason = forms.ChoiceField(
        label=_("What happened to it?"),
        widget=forms.RadioSelect,
        error_messages={"required": _("Choose one."), "invalid_choice": _("Choose one of these.")},
    )

    def __init__(self, *args: Any, actor: Actor, **kwargs: Any) -> None:
        """Offer the reasons; that a card is missing is for the supervisor to say."""
        super().__init__(*args, **kwargs)
        choices = [(reason.word, words) for reason, words in SPOILT.items()]
        if Action.CLOSE_DAY in actor.actions:
            choices.append((MISSING, _("It is missing")))
        self.fields["reason"].choices = choices


class CountForm(Form):
    """How many blank cards lie at this station."""

    counted = count_field(_("Blank cards that lie here"))

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        """Insist on a number here."""
        super().__init__(*args, **kwargs)
        self.fields["counted"].required = True
