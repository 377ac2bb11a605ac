"""The counter in Chromium: from a frame to the verdict, how large it is, how many bad frames are read.

A fake camera plays cards that were printed and photographed in simulation, in frames of 1280 x 720, before the
counter's own modules.  The peers are the code reader alone in the same frames, and on still frames zxing-cpp
and jsQR.  Only cards that verify are timed; a lamp's glare falls beside the code (`scan` puts it on the code).
"""

from __future__ import annotations

import io
import tempfile
from collections.abc import Sequence
from pathlib import Path
from typing import Any

import numpy as np
from PIL import Image

from denizen_cli.benches.counter_browser import page_with
from denizen_cli.benches.counter_frames import NOW, City, Frame, open_city, take_frames, write_film
from denizen_cli.benches.counter_load import load_rows
from denizen_cli.benches.row import Row
from denizen_press.degrade import Level
from denizen_press.read import decode_qr
from denizen_site.config.charter_folder import open_charter

CHARTER = "new-haven"
CARDS, FRAMES, VERDICTS = 10, 100, 150
QUICK_CARDS, QUICK_FRAMES, QUICK_VERDICTS = 3, 12, 30
LOADS = 3
LIMITS = {1: 60.0, 4: 200.0}
"""Times slower than this machine -> milliseconds that 95 of 100 frames may take to their verdict."""

REACH = {Level.CLEAN: 0.99, Level.MILD: 0.99, Level.HEAVY: 0.0}
"""Share of single frames that must be read; a hurried hand holds still in one of many."""

PATIENCE = 8
"""Frames looked at for each verdict wanted, before a run counts as one that does not read."""


def measure(*, quick: bool) -> Sequence[Row]:
    """Time frames to verdicts at both speeds, then read still frames of each level with all readers."""
    city = open_city(open_charter(CHARTER))
    cards, number = (QUICK_CARDS, QUICK_FRAMES) if quick else (CARDS, FRAMES)
    stills = {level: list(take_frames(city, level, cards=cards, number=number)) for level in REACH}
    with tempfile.TemporaryDirectory() as folder:
        film = Path(folder) / "cards.y4m"
        write_film(stills[Level.MILD][: 2 * cards], film)
        verdicts = QUICK_VERDICTS if quick else VERDICTS
        timed = [_timed(city, film, verdicts=verdicts, slower=each) for each in LIMITS]
        shares = [
            row
            for level, frames in stills.items()
            for row in _shares(city, film, frames=frames, level=level)
        ]
    return [*timed, *load_rows(city, times=LOADS), *shares]


def _told(city: City) -> dict[str, Any]:
    """Give what a counter is set up with, and its lists."""
    address = f"{city.charter.issuer}/status"
    setup = {
        "mode": "live",
        "root": city.root.public_key.to_jwk(),
        "status": [{"list": address, "from": [address]}],
        "rule": {"fresh_hours": 12, "stale": "cannot_tell"},
        "services": [],
    }
    return {"setup": setup, "trust": city.trust.hex(), "status": city.status.hex(), "at": _at()}


def _at() -> int:
    return int(NOW.timestamp() * 1000)


def _timed(city: City, film: Path, *, verdicts: int, slower: int) -> Row:
    """Watch the film and take the 95th percentile, beside that of reading alone."""
    with page_with((), film=film, slower=slower) as page:
        page.evaluate("told => prepare(told)", _told(city))
        asked = {"verdicts": verdicts, "frames": verdicts * PATIENCE, "at": _at()}
        found = page.evaluate("asked => watch(asked)", asked)
    whole, reading = _p95(found["whole"]), _p95(found["reading"])
    limit = LIMITS[slower]
    count = len(found["whole"])
    return Row(
        name=f"frame to verdict, {slower}x slower, p95 of {count} verdicts ({found['unread']} frames unread)",
        value=whole,
        unit="ms",
        peer="zxing-wasm alone on the same frames, p95, ms",
        peer_value=reading,
        ratio=whole / reading,
        target=f"value < {limit:g}, only valid cards",
        holds=whole < limit and count >= verdicts and not found["others"],
    )


def _p95(values: Sequence[float]) -> float:
    return float(np.percentile(values, 95)) if values else float("inf")


def _shares(city: City, film: Path, *, frames: Sequence[Frame], level: Level) -> list[Row]:
    """Read each still frame once with each reader; ours beside each peer."""
    with page_with([each.jpeg for each in frames], film=film) as page:
        page.evaluate("told => prepare(told)", _told(city))
        found = [
            page.evaluate("address => readBoth(address)", f"/frames/{at}.jpg")
            for at in range(len(frames))
        ]
    texts = [each.text for each in frames]
    ours = _share([each["ours"] for each in found], texts)
    peers = {
        "zxing-cpp once": _share([_read_by_zxing(each.jpeg) for each in frames], texts),
        "jsQR": _share([each["jsqr"] for each in found], texts),
    }
    return [_share_row(level, ours, peer=name, share=share) for name, share in peers.items()]


def _share(found: Sequence[str | None], texts: Sequence[str]) -> float:
    return sum(map(str.__eq__, (each or "" for each in found), texts)) / len(texts)


def _read_by_zxing(jpeg: bytes) -> str | None:
    """Read as the peer does."""
    with Image.open(io.BytesIO(jpeg)) as picture:
        return next(iter(decode_qr(np.asarray(picture.convert("L"), dtype=np.uint8))), None)


def _share_row(level: Level, ours: float, *, peer: str, share: float) -> Row:
    reach = REACH[level]
    return Row(
        name=f"{level.name.lower()} frames read",
        value=ours,
        unit="of all",
        peer=f"{peer} on the same frames",
        peer_value=share,
        ratio=ours / share if share else 1.0,
        target=f"value >= {reach:g}" if reach else "shown, no target",
        holds=ours >= reach,
    )
