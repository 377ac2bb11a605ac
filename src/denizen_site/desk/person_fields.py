"""Fields of the person's page that a plain text box does not give: printable lines, and a height."""

from __future__ import annotations

import re
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from denizen.credential.canonical import is_latin
from denizen.credential.printable import require_line
from denizen.errors import InputError
from denizen_press.fonts import covering
from denizen_site.desk.person_words import mend_words

# Nobody's name is longer; more is not even kept while the form is being mended.
MOST_TYPED = 400
LINE = 200
CENTIMETRES = range(30, 273)
FEET = re.compile(r"""(\d)\s*(?:'|’|′|ft\.?|feet|\s|-)\s*(\d{1,2})?\s*(?:"|”|″|''|in\.?|inches)?""")
METRIC = re.compile(r"(\d{2,3})\s*(?:cm)?")
METRES = re.compile(r"([0-2])[.,](\d{2})\s*m?")


class LineField(forms.CharField):
    """One line about a person in any script: what the library and our fonts judge printable, and only that."""

    def __init__(self, *, longest: int = LINE, latin: bool = False, **kwargs: Any) -> None:
        """Take the longest line, and whether it must be in Latin letters."""
        self.longest, self.latin = longest, latin
        kwargs.setdefault("widget", forms.TextInput({"dir": "auto", "spellcheck": "false"}))
        super().__init__(**kwargs)

    def clean(self, value: Any) -> str:
        """Refuse what cannot be printed, naming the place and never the text."""
        text = str(value or "")
        if not text.strip():
            if self.required:
                raise forms.ValidationError(self.error_messages["required"], code="required")
            return ""
        try:
            line = require_line(text, where="form", max_characters=self.longest)
            covering(line)
        except InputError as error:
            raise forms.ValidationError(
                mend_words(error, longest=self.longest), code=error.code
            ) from None
        if self.latin and not is_latin(line):
            raise forms.ValidationError(
                _("Write it in Latin letters, as a passport does."), code="latin"
            )
        return line


class HeightField(forms.Field):
    """A height as people say it: `5 7`, `5'7"`, `170 cm`, `1.70`; the value is whole centimetres."""

    widget = forms.TextInput

    def clean(self, value: Any) -> int | None:
        """Read feet and inches, or centimetres."""
        text = str(value or "").strip().casefold()
        if not text:
            return None
        found = centimetres(text[:20])
        if found is None or found not in CENTIMETRES:
            raise forms.ValidationError(
                _("Write feet and inches as 5 7, or centimeters as 170."), code="height"
            )
        return found


def centimetres(text: str) -> int | None:
    """Read a height; None if it is none."""
    if (metric := METRIC.fullmatch(text)) is not None:
        return int(metric[1])
    if (metres := METRES.fullmatch(text)) is not None:
        return int(metres[1]) * 100 + int(metres[2])
    feet = FEET.fullmatch(text)
    if feet is None or int(feet[2] or 0) > 11:
        return None
    return round((int(feet[1]) * 12 + int(feet[2] or 0)) * 2.54)
