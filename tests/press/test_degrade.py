"""The simulated print and camera: honest enough to fail a bad card, repeatable enough to compare two."""

from __future__ import annotations

import io

import numpy as np
import pytest
import zxingcpp
from PIL import Image

from denizen_press.degrade import Level, degrade, photograph
from denizen_press.errors import NoCodeError
from denizen_press.read import decode_qr, read_codes

TEXT = "6BFOXN%TS3DH0YOJ58S SH6VN7R%GRYFPSTXV5PHQ" * 26


def card(dots: int = 4) -> Image.Image:
    code = zxingcpp.create_barcode(TEXT, zxingcpp.BarcodeFormat.QRCode, ec_level="L", version=19)
    picture = Image.new("RGB", (1011, 638), (250, 250, 248))
    picture.paste(
        Image.fromarray(np.asarray(code.to_image(scale=dots, add_quiet_zones=True))), (560, 160)
    )
    return picture


def png(picture: Image.Image) -> bytes:
    stream = io.BytesIO()
    picture.save(stream, "PNG")
    return stream.getvalue()


def reads(dots: int, level: Level, seed: int) -> bool:
    try:
        return read_codes(photograph(png(card(dots)), seed=seed, level=level)) == [TEXT]
    except NoCodeError:
        return False


def test_a_photograph_is_a_jpeg_of_a_turned_card():
    with Image.open(io.BytesIO(photograph(png(card()), seed=7))) as photo:
        assert photo.format == "JPEG"
        assert photo.width > 600


def test_the_same_seed_gives_the_same_pixels_and_another_one_others():
    first, again, other = (np.asarray(degrade(card(), Level.MILD, seed=seed)) for seed in (3, 3, 4))
    assert np.array_equal(first, again)
    assert first.shape != other.shape or not np.array_equal(first, other)


def test_a_card_of_four_dots_a_module_reads_up_to_mild():
    assert all(reads(4, level, seed) for level in (Level.CLEAN, Level.MILD) for seed in range(6))


def test_a_card_of_two_dots_a_module_does_not_read_at_mild():
    assert not any(reads(2, Level.MILD, seed) for seed in range(3))


def test_each_level_is_worse_than_the_one_before():
    edges = []
    for level in Level:
        grey = np.asarray(degrade(card(), level, seed=5).convert("L"), dtype=float)
        edges.append(np.percentile(np.abs(np.diff(grey, axis=1)), 97))
    assert edges == sorted(edges, reverse=True)


@pytest.mark.parametrize("level", [Level.MILD, Level.HEAVY])
def test_the_glare_falls_where_the_light_is_pointed(level):
    dark = Image.new("RGB", (1011, 638), (20, 20, 20))
    lit = np.asarray(degrade(dark, level, seed=11, lit=(700, 300, 900, 500)).convert("L"))
    rows, columns = np.nonzero(lit > 180)
    assert len(rows) > 0
    assert columns.mean() > lit.shape[1] / 2


def test_a_dark_print_gains_ink():
    grey = Image.new("RGB", (400, 300), (128, 128, 128))
    middle = [
        np.asarray(degrade(grey, level, seed=1).convert("L"))[120:180, 160:240].mean()
        for level in (Level.CLEAN, Level.HEAVY)
    ]
    assert middle[0] < 128
    assert middle[1] < middle[0]


@pytest.mark.long
def test_mild_reads_at_least_99_of_100_and_heavy_most():
    mild = sum(reads(4, Level.MILD, seed) for seed in range(100))
    heavy = sum(reads(4, Level.HEAVY, seed) for seed in range(100))
    assert mild >= 99
    assert heavy >= 90


def burnt(corner: int, share: float) -> Image.Image:
    """The card with a share of one corner square of its code burnt white."""
    picture = card()
    left, top = [(576, 176), (920, 176), (576, 520)][corner]
    picture.paste((255, 255, 255), (left, top, left + 28, top + round(28 * share)))
    return picture


@pytest.mark.parametrize("corner", [0, 1, 2])
@pytest.mark.parametrize("share", [0.4, 1.0])
def test_a_code_with_a_corner_burnt_out_is_read_by_the_other_two(corner, share):
    picture = degrade(burnt(corner, share), Level.MILD, seed=corner, lit=(20, 20, 60, 60))
    assert not decode_qr(np.asarray(picture.convert("L")))
    assert read_codes(png(picture)) == [TEXT]


def test_a_code_with_two_corners_burnt_out_cannot_be_told():
    picture = burnt(0, 1.0)
    picture.paste((255, 255, 255), (920, 176, 948, 204))
    with pytest.raises(NoCodeError) as refusal:
        read_codes(png(picture))
    assert "Tilt the card" in refusal.value.mend
