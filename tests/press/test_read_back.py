"""No card leaves without being decoded from its own rendered and blurred picture."""

from __future__ import annotations

import io

import numpy as np
import pytest
import zxingcpp
from PIL import Image, ImageDraw

from denizen.errors import DenizenError, InputError
from denizen_press.errors import PressError, ReadBackError
from denizen_press.read_back import require_readable

TEXT = "6BFOXN%TS3DH0YOJ58S SH6VN7R%GRYFPSTXV5PHQ" * 26


def back(text: str = TEXT, *, dots: int = 4) -> Image.Image:
    code = zxingcpp.create_barcode(text, zxingcpp.BarcodeFormat.QRCode, ec_level="L", version=19)
    modules = Image.fromarray(np.asarray(code.to_image(scale=dots, add_quiet_zones=True)))
    card = Image.new("RGB", (1011, 638), (244, 248, 246))
    card.paste(modules, (560, 160))
    return card


def png(picture: Image.Image) -> bytes:
    stream = io.BytesIO()
    picture.save(stream, "PNG")
    return stream.getvalue()


PLACE = (560, 160, 560 + 101 * 4, 160 + 101 * 4)


@pytest.mark.parametrize("region", [None, PLACE])
def test_a_good_card_passes_as_picture_and_as_png(region):
    require_readable(back(), TEXT, region=region)
    require_readable(png(back()), TEXT, region=region)


def test_modules_of_two_dots_are_stopped_though_the_sharp_picture_reads():
    card = back(dots=2)
    assert zxingcpp.read_barcode(card).text == TEXT
    with pytest.raises(ReadBackError, match=r"press\.read_back\.unreadable"):
        require_readable(card, TEXT)


def test_a_card_that_says_something_else_is_stopped():
    with pytest.raises(ReadBackError, match=r"press\.read_back\.differs"):
        require_readable(back(TEXT[:-1] + "0"), TEXT)


def test_a_card_with_two_codes_is_stopped():
    card = back()
    card.paste(back("OTHER").crop(PLACE), (80, 160))
    with pytest.raises(ReadBackError, match=r"press\.read_back\.differs"):
        require_readable(card, TEXT)


def test_a_scratched_code_and_a_blank_card_are_stopped():
    scratched = back()
    ImageDraw.Draw(scratched).line((560, 240, 960, 520), fill="white", width=60)
    for card in (scratched, Image.new("RGB", (1011, 638), "white")):
        with pytest.raises(ReadBackError, match=r"press\.read_back\.unreadable"):
            require_readable(card, TEXT)


def test_the_refusal_is_ours_to_mend_and_shows_nothing_of_the_card():
    with pytest.raises(ReadBackError) as refusal:
        require_readable(back("NAME OF A PERSON"), TEXT)
    assert isinstance(refusal.value, PressError)
    assert isinstance(refusal.value, DenizenError)
    assert not isinstance(refusal.value, InputError)
    assert "PERSON" not in f"{refusal.value} {refusal.value!r} {refusal.value.__cause__!r}"
