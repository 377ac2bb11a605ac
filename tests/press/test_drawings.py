"""The parts drawn by rule: fine lines, motifs and hands."""

from __future__ import annotations

import re

import pytest

from denizen_press.colour import contrast, mix
from denizen_press.drawing import path_operators
from denizen_press.guilloche import Rosette, rosette, weave
from denizen_press.hand import mark_svg, signature_svg
from denizen_press.motifs import MOTIFS

_PLACE = Rosette(x=900, y=560, inner=50, outer=64)


def numbers(path: str) -> list[float]:
    """Return every number of a path."""
    return [float(one) for one in re.findall(r"-?\d+(?:\.\d+)?", path)]


def test_the_same_number_always_draws_the_same_lines() -> None:
    assert weave("7K3M-9QXT-4B2H", width=1011, bottom=40, top=340) == weave(
        "7K3M-9QXT-4B2H", width=1011, bottom=40, top=340
    )
    assert rosette("7K3M-9QXT-4B2H", _PLACE) == rosette("7K3M-9QXT-4B2H", _PLACE)


def test_a_thousand_numbers_draw_a_thousand_patterns() -> None:
    drawn = {weave(f"{number:012d}", width=1011, bottom=40, top=340) for number in range(1000)}
    assert len(drawn) == 1000


@pytest.mark.parametrize("number", ["0", "7K3M-9QXT-4B2H", "ZZZZ-ZZZZ-ZZZZ"])
def test_fine_lines_stay_in_their_band_and_the_rosette_off_its_disc(number: str) -> None:
    for path in weave(number, width=1011, bottom=40, top=340):
        heights = numbers(path)[1::2]
        assert min(heights) > 0
        assert max(heights) < 3800
    points = numbers(rosette(number, _PLACE))
    reach = [
        ((x / 10 - 900) ** 2 + (y / 10 - 560) ** 2) ** 0.5
        for x, y in zip(points[::2], points[1::2], strict=True)
    ]
    assert min(reach) > 40
    assert max(reach) < 72


@pytest.mark.parametrize("name", sorted(MOTIFS))
def test_a_motif_is_finite_paths_of_the_commands_we_print(name: str) -> None:
    strokes = list(MOTIFS[name](400, 120))
    assert strokes
    for stroke in strokes:
        assert re.fullmatch(r"[MLQCZ0-9 .\-]+", stroke.path)
        assert stroke.weight >= 0.9  # a thinner line than one dot comes and goes


def test_curves_keep_their_ends_and_their_middle() -> None:
    # The middle of a quadratic curve (0,0) (6,12) (12,0) is (6,6); of the cubic one it must be the same.
    x0, y0, *cubic = numbers(path_operators("M0 0Q6 12 12 0"))
    x1, y1, x2, y2, x3, y3 = cubic
    assert (x0 + 3 * x1 + 3 * x2 + x3) / 8 == pytest.approx(6)
    assert (y0 + 3 * y1 + 3 * y2 + y3) / 8 == pytest.approx(6)


def test_a_hand_is_the_same_for_the_same_text_and_another_for_another() -> None:
    assert signature_svg("Ana Ruiz") == signature_svg("Ana Ruiz")
    assert len({signature_svg(text) for text in ("Ana Ruiz", "Ola Berg", "欧阳娜娜", "محمد")}) == 4
    assert "path" in mark_svg()


def test_contrast_is_that_of_the_guidelines() -> None:
    assert contrast("#000000", "#ffffff") == pytest.approx(21)
    assert contrast("#777777", "#ffffff") == pytest.approx(4.48, abs=0.01)
    assert mix("#000000", "#ffffff", share=0.5) == "#808080"
