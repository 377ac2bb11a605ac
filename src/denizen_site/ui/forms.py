"""Forms as our pages draw them: one label, one hint, one error that says how to mend it, for every field."""

from __future__ import annotations

from datetime import date
from typing import Any

from django import forms
from django.forms.renderers import TemplatesSetting
from django.utils.translation import gettext_lazy as _

CLASS_OF = {
    forms.TextInput: "usa-input",
    forms.EmailInput: "usa-input",
    forms.NumberInput: "usa-input",
    forms.PasswordInput: "usa-input",
    forms.DateInput: "usa-input",
    forms.Textarea: "usa-textarea",
    forms.Select: "usa-select",
    forms.CheckboxInput: "usa-checkbox__input",
    forms.RadioSelect: "usa-radio__input",
    forms.CheckboxSelectMultiple: "usa-checkbox__input",
    forms.ClearableFileInput: "usa-file-input",
    forms.FileInput: "usa-file-input",
}
MONTHS = (
    "january", "february", "march", "april", "may", "june", "july", "august", "september", "october",
    "november", "december",
)  # fmt: skip


class Renderer(TemplatesSetting):
    """Draws forms with the templates of this room."""

    form_template_name = "ui/form.html"
    field_template_name = "ui/field.html"


class Form(forms.Form):
    """A form in our style; an unfilled field is told in words that say what to do."""

    error_css_class = "usa-form-group--error"

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        """Dress the fields."""
        kwargs.setdefault("label_suffix", "")
        super().__init__(*args, **kwargs)
        self.use_required_attribute = False
        for field in self.fields.values():
            dress(field)

    def refuse(self, field: str | None, sentence: str, *, code: str = "refused") -> None:
        """Put a refusal that came from below beside the field that it is about, or above the form."""
        self.add_error(
            field if field in self.fields else None, forms.ValidationError(sentence, code=code)
        )


def dress(field: forms.Field) -> None:
    """Give a field's widget its class, and its missing value a sentence."""
    name = CLASS_OF.get(type(field.widget))
    if name is not None:
        before = field.widget.attrs.get("class", "")
        field.widget.attrs["class"] = f"{name} {before}".strip()
    if field.error_messages.get("required") == forms.Field.default_error_messages["required"]:
        field.error_messages["required"] = _("Fill this in.")
    field.widget.attrs.setdefault("autocomplete", "off")  # a shared computer remembers nobody


class MemorableDateWidget(forms.MultiWidget):
    """Month, day, year in three boxes, as the city's people write dates."""

    template_name = "ui/memorable_date.html"
    use_fieldset = True

    def __init__(self, attrs: dict[str, Any] | None = None) -> None:
        """Make the three boxes."""
        box = {"class": "usa-input", "autocomplete": "off"}
        boxes = {
            "month": forms.TextInput({**box, "maxlength": 12, "data-fills-at": 2}),
            "day": forms.TextInput(
                {**box, "maxlength": 2, "inputmode": "numeric", "data-fills-at": 2}
            ),
            "year": forms.TextInput({**box, "maxlength": 4, "inputmode": "numeric"}),
        }
        super().__init__(boxes, attrs)

    def decompress(self, value: date | None) -> list[str]:
        """Fill the boxes from a date."""
        return (
            ["", "", ""] if value is None else [str(value.month), str(value.day), str(value.year)]
        )


class MemorableDateField(forms.MultiValueField):
    """A date that people know by heart; the month may be a number or an English or translated name."""

    widget = MemorableDateWidget

    def __init__(self, **kwargs: Any) -> None:
        """Read three texts."""
        parts = (forms.CharField(), forms.CharField(), forms.CharField())
        kwargs.setdefault("require_all_fields", True)
        super().__init__(parts, **kwargs)
        self.error_messages.setdefault("incomplete", _("Fill in month, day and year."))
        self.error_messages["required"] = _("Fill in month, day and year.")

    def compress(self, data_list: list[str]) -> date | None:
        """Read the three boxes as one date."""
        if not data_list:
            return None
        month, day, year = (part.strip() for part in data_list)
        try:
            if len(year) != 4:
                raise ValueError
            return date(int(year), month_of(month), int(day))
        except ValueError:
            raise forms.ValidationError(
                _("There is no such date. Write the month, the day and the year in four digits."),
                code="date",
            ) from None


def month_of(text: str) -> int:
    """Read a month as a number or by the first three letters of its English name."""
    if text.isascii() and text.isdigit():
        return int(text)
    folded = text.casefold()
    for number, name in enumerate(MONTHS, start=1):
        if len(folded) >= 3 and name.startswith(folded):
            return number
    raise ValueError
