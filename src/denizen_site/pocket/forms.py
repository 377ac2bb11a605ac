"""What the page asks: where it happens, who the other person is, what is shown, what else is true.

Nothing of it is about who the person is, and nothing is kept: the answer is worked out and forgotten.
"""

from __future__ import annotations

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from denizen.policy import Fact, Paper, Part, Stage
from denizen.policy.answer_table import DEPUTISED, AnswerTable, Encounter
from denizen.policy.space import STAGES_OF, STAGES_OF_FACT, STAGES_OF_PAPER, Cell
from denizen_site.ui.forms import Form
from denizen_site.ui.policy_words import DEPUTISED_WORDS, FACTS, PAPERS, PARTS, STAGES

CHOOSE = {"required": _("Choose one."), "invalid_choice": _("Choose one of these.")}
FIRST = ("", _("Choose"))


class EncounterForm(Form):
    """One encounter."""

    stage = forms.ChoiceField(
        label=_("Where does it happen?"),
        choices=[FIRST, *((each.value, STAGES[each]) for each in Stage)],
        error_messages=CHOOSE,
    )
    part = forms.ChoiceField(
        label=_("Who is the other person?"),
        help_text=_("Their part in it. Who they are does not matter."),
        choices=[FIRST, *((each.value, PARTS[each]) for each in Part)],
        error_messages=CHOOSE,
    )
    paper = forms.ChoiceField(
        label=_("Is a paper held out?"),
        choices=[(each.value, PAPERS[each]) for each in Paper],
        error_messages=CHOOSE,
    )
    facts = forms.MultipleChoiceField(
        label=_("What else is true?"),
        widget=forms.CheckboxSelectMultiple,
        required=False,
        error_messages=CHOOSE,
    )

    def __init__(self, *args: Any, table: AnswerTable, **kwargs: Any) -> None:
        """Ask only what changes any answer here and today."""
        super().__init__(*args, **kwargs)
        choices = [(each.value, FACTS[each]) for each in table.facts]
        if DEPUTISED in table.asked_about:
            choices.append((DEPUTISED, DEPUTISED_WORDS))
        self.fields["facts"].choices = choices

    def clean(self) -> dict[str, Any]:
        """Refuse an encounter that cannot happen, and say which two choices do not go together."""
        chosen: dict[str, Any] = self.cleaned_data
        if self.errors:
            return chosen
        stage = Stage(chosen["stage"])
        for name, stages in (
            ("part", STAGES_OF[Part(chosen["part"])]),
            ("paper", STAGES_OF_PAPER[Paper(chosen["paper"])]),
            *(("facts", STAGES_OF_FACT.get(fact, frozenset(Stage))) for fact in self.true()),
        ):
            if stage not in stages:
                sentence = _("This does not go with where it happens. Choose another.")
                self.refuse(name, sentence, code="impossible")
        return chosen

    def true(self) -> list[Fact]:
        """Give the facts that were ticked."""
        return [Fact(each) for each in self.cleaned_data.get("facts", ()) if each != DEPUTISED]

    def encounter(self) -> Encounter:
        """Give what was chosen."""
        chosen = self.cleaned_data
        cell = Cell(
            Stage(chosen["stage"]),
            Part(chosen["part"]),
            Paper(chosen["paper"]),
            frozenset(self.true()),
        )
        return Encounter(cell, DEPUTISED in chosen["facts"])
