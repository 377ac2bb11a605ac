"""One measured figure beside its peer, as `denizen bench` prints it (DESIGN section 14)."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Row:
    """A figure and its peer of the same run; `target` says in words what `holds` has checked."""

    name: str
    value: float
    unit: str
    peer: str
    peer_value: float
    ratio: float
    target: str
    holds: bool


def at_least(name: str, figures: tuple[float, float], *, unit: str, peer: str, reach: float) -> Row:
    """Compare `figures`, ours and the peer's, where more is better: ours is at least `reach` of it."""
    value, peer_value = figures
    ratio = value / peer_value
    return Row(name, value, unit, peer, peer_value, ratio, f">= {reach:g}", ratio >= reach)


def at_most(name: str, figures: tuple[float, float], *, unit: str, peer: str, reach: float) -> Row:
    """Compare `figures`, ours and the peer's, where less is better: ours is at most `reach` of it."""
    value, peer_value = figures
    ratio = value / peer_value
    return Row(name, value, unit, peer, peer_value, ratio, f"<= {reach:g}", ratio <= reach)
