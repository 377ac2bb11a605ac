"""A city's colours can be read, whatever the charter says."""

from __future__ import annotations

import re
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from denizen.charter.programme import Art
from denizen_press.colour import contrast
from denizen_site.ui.theme import theme_css

CSS = Path(__file__).resolve().parents[3] / "src/denizen_site/ui/static/ui"
COLOURS = st.integers(0, 0xFFFFFF).map("#{:06x}".format)
AA_TEXT, AA_SHAPE = 4.5, 3.0


def properties(sheet: str) -> dict[str, str]:
    return dict(re.findall(r"--([a-z-]+): (#[0-9a-f]{6})", sheet))


FIXED = properties((CSS / "site.css").read_text())


@given(COLOURS, COLOURS, COLOURS)
def test_no_choice_of_colours_makes_a_page_that_cannot_be_read(primary, secondary, ink):
    ours = properties(theme_css(Art(primary, secondary, ink, "elms")))
    grounds = [FIXED["ground"], FIXED["paper"], ours["primary-pale"]]
    for letters in ("primary", "primary-dark", "ink"):
        assert min(contrast(ours[letters], ground) for ground in grounds) >= AA_TEXT
    for ground in ("warn-pale", "stop-pale", "good-pale"):
        assert contrast(ours["ink"], FIXED[ground]) >= AA_TEXT
    for ground in ("primary", "primary-dark"):
        assert contrast(ours["on-primary"], ours[ground]) >= AA_TEXT
    assert contrast(ours["accent"], ours["primary-dark"]) >= AA_SHAPE


def test_colours_that_can_be_read_stay_as_the_charter_has_them(charter):
    ours = properties(theme_css(charter.art))
    assert (ours["primary"], ours["accent"]) == (charter.art.primary, charter.art.secondary)


def test_a_citys_colour_wins_over_the_sheets_own_default():
    assert ":where(:root)" in (CSS / "site.css").read_text()
    assert not re.search(r"^:root", (CSS / "site.css").read_text(), re.MULTILINE)


@pytest.mark.parametrize("name", ["warn", "stop", "good"])
def test_a_state_has_letters_that_can_be_read_on_its_own_ground(name):
    assert contrast(FIXED[name], FIXED[f"{name}-pale"]) >= AA_TEXT
