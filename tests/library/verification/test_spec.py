"""The specification's table is the code's table."""

from __future__ import annotations

from pathlib import Path

import pytest

from denizen.verification import STEPS

SPEC = Path(__file__).resolve().parents[3] / "docs" / "spec" / "verification.md"


def cell(codes: tuple[str, ...]) -> str:
    return "<br>".join(f"`{code}`" + "…" * code.endswith(".") for code in codes) or "–"


@pytest.mark.parametrize("step", STEPS, ids=lambda step: step.name)
def test_each_step_stands_in_the_specification_as_in_the_code(step):
    row = (
        f"| **{step.number}** {step.name} | {step.looks_at} | {cell(step.not_good)}"
        f" | {cell(step.cannot_tell)} |"
    )
    assert row in SPEC.read_text(encoding="utf-8").splitlines(), row


def test_the_codes_of_a_good_card_are_named():
    text = SPEC.read_text(encoding="utf-8")
    assert all(f"`{code}`" in text for step in STEPS for code in step.good)
