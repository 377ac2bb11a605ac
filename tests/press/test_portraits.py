"""The sample portraits: drawn, repeatable, all different, and good enough for the card's own pipeline."""

from __future__ import annotations

import io
from itertools import combinations

import numpy as np
import pytest
from PIL import Image

from denizen_press.errors import PressError
from denizen_press.photo import prepare_photo, qr_portrait
from denizen_press.portraits import PORTRAITS, draw_portrait

PROMISED = {
    "rosalia", "layla", "xiaomei", "shahanara", "oleksandra", "mateo", "abebe", "yosef", "dmitri", "wulandari",
}  # fmt: skip
SMALL = 240


@pytest.fixture(scope="module")
def drawn():
    """Each portrait, small."""
    return {slug: draw_portrait(slug, width=SMALL) for slug in PORTRAITS}


def opened(data: bytes) -> Image.Image:
    with Image.open(io.BytesIO(data)) as picture:
        return picture.convert("RGB")


def test_everyone_promised_is_there():
    assert set(PORTRAITS) >= PROMISED
    assert len(PORTRAITS) == len(set(PORTRAITS))


def test_a_portrait_is_a_png_of_four_to_five():
    with Image.open(io.BytesIO(draw_portrait("rosalia"))) as picture:
        assert (picture.format, picture.size) == ("PNG", (640, 800))


def test_a_portrait_is_the_same_every_time(drawn):
    assert draw_portrait("mateo", width=SMALL) == drawn["mateo"]


def test_no_two_people_look_alike(drawn):
    tiny = {
        slug: np.asarray(opened(data).resize((40, 50)), dtype=float) for slug, data in drawn.items()
    }
    for one, other in combinations(tiny.values(), 2):
        assert np.abs(one - other).mean() > 4


def test_skins_range_from_dark_to_pale(drawn):
    cheeks = [
        np.asarray(opened(data).convert("L"))[150:160, 95:105].mean() for data in drawn.values()
    ]
    assert min(cheeks) < 110
    assert max(cheeks) > 170


def test_every_portrait_passes_the_card_s_own_pipeline():
    photo = prepare_photo(draw_portrait("layla", width=600))
    assert len(qr_portrait(photo, 450).data) <= 450


def test_an_unknown_name_is_refused():
    with pytest.raises(PressError, match=r"press\.portrait\.unknown"):
        draw_portrait("nobody")
