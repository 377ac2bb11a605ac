"""Press a card in a child that ends, and give its files by name."""

from __future__ import annotations

from collections.abc import Mapping

from denizen_press.press import PressJob

__all__ = ["FILE_KEYS", "PressJob", "press_files"]

FILE_KEYS: Mapping[str, str] = {
    "card.pdf": "pdf",
    "front.png": "front_png",
    "back.png": "back_png",
    "slip.pdf": "slip_pdf",
}
"""The files of a card's folder, and what `issue --json` calls them."""
