"""What the page Issue asks: the fee, the way in which a later card reaches its holder, what went wrong."""

from __future__ import annotations

import secrets
from typing import Any, cast

from django import forms
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from denizen.charter import ModeOfIssue
from denizen_site.desk.fees import Fee, fee_of
from denizen_site.desk.second_card import Answer
from denizen_site.desk.visit_page import Place
from denizen_site.issuance.stock import SpoiltReason
from denizen_site.ui.forms import Form
from denizen_site.ui.templatetags.ui import dollars

PICK_UP, MAIL = "pick_up", "mail"
SPOILT = (
    (SpoiltReason.MISPRINT, _("The print came out badly")),
    (SpoiltReason.JAM, _("The printer jammed")),
    (SpoiltReason.FAULTY, _("The blank card was faulty")),
)


class IssueForm(Form):
    """The fee and its waiver, and for which confirmed card the button was pressed."""

    confirmed = forms.CharField(widget=forms.HiddenInput, required=False)
    waiver = forms.ChoiceField(label=_("What is to pay"), widget=forms.RadioSelect, required=False)
    settled = forms.BooleanField(label=_("The fee is paid"), required=False)
    answer = forms.ChoiceField(
        choices=[("", ""), *((each.value, each.value) for each in Answer)],
        widget=forms.HiddenInput,
        required=False,
    )
    reach = forms.ChoiceField(
        label=_("How does the card reach them?"),
        widget=forms.RadioSelect,
        choices=((PICK_UP, _("They pick it up, with a ticket")), (MAIL, _("By mail"))),
        required=False,
        initial=PICK_UP,
    )
    mail_to = forms.CharField(
        label=_("Postal address"),
        help_text=_("Sealed with the card for the printing station, and gone when it is posted."),
        widget=forms.Textarea({"rows": 4, "dir": "auto", "maxlength": 300}),
        required=False,
    )

    def __init__(self, *args: Any, place: Place, **kwargs: Any) -> None:
        """Offer what the charter offers for this act; a visit without a fee is asked nothing."""
        super().__init__(*args, **kwargs)
        self.place = place
        self.fee: Fee = fee_of(place.visit, place.charter, at=place.day)
        self.initial["confirmed"] = place.visit.confirmed.hex()
        self.offer_fee()
        if place.charter.mode_of_issue is not ModeOfIssue.LATER:
            del self.fields["reach"], self.fields["mail_to"]

    def offer_fee(self) -> None:
        """Show the fee, and the waivers beside it."""
        if not self.fee.full:
            del self.fields["waiver"], self.fields["settled"]
            return
        if not self.fee.waivers:
            del self.fields["waiver"]
            return
        full = (("", _("Full fee: %(amount)s") % {"amount": dollars(self.fee.full)}),)
        lowered = ((one.id, f"{one.label}: {dollars(one.cents)}") for one in self.fee.waivers)
        cast("forms.ChoiceField", self.fields["waiver"]).choices = [*full, *lowered]

    def clean(self) -> dict[str, Any]:
        """Insist that the fee is settled, and on the card that the resident confirmed."""
        cleaned: dict[str, Any] = super().clean() or {}
        visit = self.place.visit
        seen = (cleaned.get("confirmed") or "").encode()
        if not secrets.compare_digest(seen, visit.confirmed.hex().encode()):
            self.refuse(
                None, gettext("The card was changed since this page was opened. Look at it again.")
            )
        if "settled" in self.fields and "waiver" not in self.errors:
            self.require_settled(cleaned)
        if cleaned.get("reach") == MAIL and not cleaned.get("mail_to", "").strip():
            self.refuse("mail_to", gettext("Write where the card is to be sent."))
        return cleaned

    def require_settled(self, cleaned: dict[str, Any]) -> None:
        """Insist that what is due was paid."""
        chosen = cleaned.get("waiver", "")
        self.fee = fee_of(self.place.visit, self.place.charter, at=self.place.day, waiver=chosen)
        if self.fee.due and not cleaned.get("settled"):
            self.refuse("settled", gettext("Take the fee and tick this, or choose a waiver."))

    @property
    def answered(self) -> Answer | None:
        """Give what the person answered to the one-card check's question, if it was asked."""
        said = self.cleaned_data.get("answer")
        return Answer(said) if said else None

    @property
    def mail_lines(self) -> tuple[str, ...]:
        """Give the postal address by lines, if the card goes by mail."""
        if self.cleaned_data.get("reach") != MAIL:
            return ()
        lines = self.cleaned_data.get("mail_to", "").splitlines()
        return tuple(line.strip()[:80] for line in lines if line.strip())[:6]


class SpoiltForm(Form):
    """What went wrong with a print."""

    reason = forms.ChoiceField(
        label=_("What went wrong?"),
        widget=forms.RadioSelect,
        choices=[(reason.word, words) for reason, words in SPOILT],
        error_messages={"required": _("Choose the nearest."), "invalid_choice": _("Choose one.")},
    )

    @property
    def chosen(self) -> SpoiltReason:
        """Give the reason."""
        return SpoiltReason[self.cleaned_data["reason"].upper()]
