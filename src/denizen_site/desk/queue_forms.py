"""What is typed about batches and pick-ups."""

from __future__ import annotations

from django import forms
from django.utils.translation import gettext_lazy as _

from denizen_site.desk.card_forms import CODE_BOX
from denizen_site.ui.forms import Form

LONGEST_ID = 40


class BatchForm(Form):
    """Which batch; our own page fills it in."""

    batch = forms.CharField(max_length=LONGEST_ID, widget=forms.HiddenInput)


class SpoiltForm(Form):
    """Which card of a batch came out badly."""

    batch = forms.CharField(max_length=LONGEST_ID, widget=forms.HiddenInput)
    job = forms.CharField(
        label=_("First letters of the job’s name"),
        max_length=LONGEST_ID,
        help_text=_("Six or more, from the name of the printed file."),
        widget=forms.TextInput({"class": "mono", "spellcheck": "false"}),
    )


class CodeForm(Form):
    """The code on the pick-up slip."""

    code = forms.CharField(
        label=_("Pick-up code"),
        max_length=LONGEST_ID,
        help_text=_("Eight letters and digits, on the pick-up slip."),
        widget=forms.TextInput({**CODE_BOX, "data-focus": ""}),
    )


class HandOverForm(Form):
    """The clerk's word that it is the right card and the right person."""

    code = forms.CharField(max_length=LONGEST_ID, widget=forms.HiddenInput)
    same_number = forms.BooleanField(
        label=_("The number on the card in the envelope is the one above."),
        error_messages={"required": _("Open the envelope and compare the number first.")},
    )
    same_face = forms.BooleanField(
        label=_("The photo on the card shows the person before me."),
        error_messages={"required": _("Compare the face with the photo first.")},
    )
