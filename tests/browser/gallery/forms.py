"""A form with one field of every kind."""

from __future__ import annotations

from django import forms
from django.utils.translation import gettext_lazy as _

from denizen_site.ui.forms import Form, MemorableDateField


class Sample(Form):
    """One field of every kind."""

    name = forms.CharField(label="Name", help_text="As it stands on the papers, in any script.")
    born = MemorableDateField(label="Date of birth")
    language = forms.ChoiceField(
        label=_("Language"), choices=(("en", "English"), ("es", "Español"), ("ar", "العربية"))
    )
    address = forms.ChoiceField(
        label="What is printed as the address",
        widget=forms.RadioSelect,
        choices=(("home", "Where they live"), ("care_of", "Care of"), ("none", "No address")),
        help_text="A printed address is shown by a lost card.",
    )
    services = forms.MultipleChoiceField(
        label="Services",
        widget=forms.CheckboxSelectMultiple,
        choices=(("library", "Library"), ("pool", "Pool"), ("clinic", "Clinic")),
    )
    agreed = forms.BooleanField(label="The resident has seen the page and agrees")
    code = forms.CharField(
        label=_("Code"), widget=forms.TextInput(attrs={"class": "usa-input--code"})
    )
    notes = forms.CharField(label="Notes", widget=forms.Textarea, required=False)
    photo = forms.FileField(label="Photograph", required=False)


WRONG = {
    "born_month": "2",
    "born_day": "30",
    "born_year": "1987",
    "name": "Rosalía Ñáñez-Quispe Güemes",
}
