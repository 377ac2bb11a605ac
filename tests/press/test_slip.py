"""The loss slip: it stops a card and names nobody."""

from __future__ import annotations

import io
from dataclasses import fields

import pypdfium2
import pytest
from PIL import Image

from denizen_press.face import CardArt, Disclaimer, Programme
from denizen_press.labels import LANGUAGES
from denizen_press.slip import LossSlip, render_slip, render_slip_pdf

PROGRAMME = Programme(
    place="New Haven, CT",
    title="Elm City Resident Card",
    issuer_line="City of New Haven",
    verify_line="new-haven.denizen.example/check",
    lost_line="new-haven.denizen.example/stop",
    return_line="Please hand it in at City Hall.",
    disclaimers=(Disclaimer("en", "Not a driver's license."),),
    art=CardArt("#1f5c3a", "#b9cfa6", "#13251b", "elms"),
)


def slip(language: str | None = None) -> LossSlip:
    """Make one slip."""
    return LossSlip(PROGRAMME, "7K3M-9QXT-4B2H", "N4VQ-8RTE-2XKD", language)


def text_of(pdf: bytes) -> str:
    """Read the slip's text."""
    document = pypdfium2.PdfDocument(pdf)
    assert len(document) == 1
    text = document[0].get_textpage().get_text_range()
    document.close()
    return text


def test_the_slip_has_number_code_and_address_and_says_what_it_does() -> None:
    text = text_of(render_slip_pdf(slip(), specimen=False))
    for shown in ("7K3M-9QXT-4B2H", "N4VQ-8RTE-2XKD", "new-haven.denizen.example/stop", "stops it"):
        assert shown in text


def test_the_slip_has_no_field_for_a_name() -> None:
    assert {one.name for one in fields(LossSlip)} == {
        "programme", "card_number", "revocation_code", "second_language",
    }  # fmt: skip


def test_the_codes_are_not_in_its_repr() -> None:
    assert "7K3M" not in repr(slip())
    assert "N4VQ" not in repr(slip())


@pytest.mark.parametrize("language", LANGUAGES[1:])
def test_the_slip_speaks_the_holders_language_below_the_english(language: str) -> None:
    english, both = (render_slip_pdf(slip(tag), specimen=False) for tag in (None, language))
    assert "Keep this slip" in text_of(both)
    heights = []
    for pdf in (english, both):
        document = pypdfium2.PdfDocument(pdf)
        width, height = document[0].get_size()
        document.close()
        assert width / 72 * 25.4 == pytest.approx(85.6, abs=0.001)
        heights.append(height)
    assert heights[1] > heights[0] + 40


def test_a_regional_tag_finds_its_language() -> None:
    assert "talón" in text_of(render_slip_pdf(slip("es-MX"), specimen=False))


def test_the_slip_comes_with_its_picture_and_is_marked_as_a_specimen() -> None:
    marked, plain = (render_slip(slip(), specimen=flag) for flag in (True, False))
    assert marked.png != plain.png
    with Image.open(io.BytesIO(marked.png)) as picture:
        assert picture.width == 1011
