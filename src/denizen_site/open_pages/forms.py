"""What the public door asks: the number and the code of a card that is to be stopped."""

from __future__ import annotations

from django import forms
from django.utils.translation import gettext_lazy as _

from denizen.credential import CardNumber, RevocationCode
from denizen.errors import InputError
from denizen_site.ui.forms import Form


class StopForm(Form):
    """Two fields from the loss slip; a slip of the finger is told before anything is asked."""

    number = forms.CharField(
        label=_("Card number"),
        max_length=40,
        widget=forms.TextInput(
            {"class": "usa-input--code", "autocapitalize": "characters", "spellcheck": "false"}
        ),
        help_text=_("Twelve letters and digits, on the slip."),
    )
    code = forms.CharField(
        label=_("Stop code"),
        max_length=40,
        widget=forms.TextInput(
            {"class": "usa-input--code", "autocapitalize": "characters", "spellcheck": "false"}
        ),
        help_text=_("Twelve letters and digits, on the slip."),
    )

    def clean_number(self) -> CardNumber:
        """Read the number; its last character shows most slips of the finger."""
        try:
            return CardNumber.parse(self.cleaned_data["number"])
        except InputError:
            raise forms.ValidationError(
                _("This is not a card number. Read it again from the slip."), code="number"
            ) from None

    def clean_code(self) -> RevocationCode:
        """Read the code."""
        try:
            return RevocationCode.parse(self.cleaned_data["code"])
        except InputError:
            raise forms.ValidationError(
                _("This is not a stop code. Read it again from the slip."), code="code"
            ) from None
