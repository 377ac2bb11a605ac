"""The communities that are shipped, read from their folders once."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date
from functools import cache
from pathlib import Path

import pytest

from denizen.policy import Answer, Community, Question, ask, load_community

CHARTERS = Path(__file__).resolve().parents[3] / "charters"
AskIn = Callable[..., Answer]


@cache
def shipped_folders() -> dict[str, dict[str, bytes]]:
    return {
        folder.name: {
            path.relative_to(folder).as_posix(): path.read_bytes()
            for path in folder.glob("policy/*")
        }
        for folder in CHARTERS.iterdir()
        if (folder / "policy" / "policy.toml").is_file()
    }


@cache
def shipped(id_: str) -> Community:
    return load_community(id_, shipped_folders())


@pytest.fixture
def every_folder() -> dict[str, dict[str, bytes]]:
    return shipped_folders()


@pytest.fixture
def community() -> Callable[[str], Community]:
    return shipped


@pytest.fixture
def ask_in() -> AskIn:
    """Ask about a traffic stop of a driver by an officer, with whatever is said otherwise."""

    def answer(id_: str, action: str, at: str, **words: object) -> Answer:
        told = {"role": "officer", "stage": "traffic_stop", "part": "driver", **words}
        return ask(shipped(id_), Question(action, **told), at=date.fromisoformat(at))

    return answer
