"""Measures, each figure beside a named peer or limit of the same run."""

from __future__ import annotations

import argparse
import importlib
from collections.abc import Sequence
from dataclasses import asdict
from typing import Protocol, cast

from denizen_cli.benches.row import Row
from denizen_cli.output import ExitCode, Output

SUMMARY = "Measure, each figure beside a named peer or limit of the same run, as a ratio."
NAMES = ("verify", "status", "issue", "scan", "grid", "compare", "desk", "counter", "one_card")
# Wants peers that do not go with our test tools: `make bench-match` gives it an environment of its own.
APART = ("match", "match_million")


class Bench(Protocol):
    """What a module of `denizen_cli.benches` offers."""

    def measure(self, *, quick: bool) -> Sequence[Row]:
        """Measure and return the rows."""


def configure(parser: argparse.ArgumentParser) -> None:
    """Add the names of what can be measured."""
    parser.add_argument("name", choices=(*NAMES, *APART, "all"), help="what to measure")
    parser.add_argument("--quick", action="store_true", help="fewer inputs, rougher figures")
    parser.add_argument("--json", action="store_true", help="print the rows as JSON")


def run(args: argparse.Namespace, out: Output) -> ExitCode:
    """Measure what was asked for; a figure that misses its target makes the answer `refused`."""
    rows: list[Row] = []
    for name in NAMES if args.name == "all" else (args.name,):
        out.say(f"{name}:")
        bench = cast("Bench", importlib.import_module(f"denizen_cli.benches.{name}"))
        measured = list(bench.measure(quick=args.quick))
        for row in measured:
            out.say(sentence(row))
        rows += measured
    out.json([asdict(row) for row in rows])
    return ExitCode.GOOD if all(row.holds for row in rows) else ExitCode.REFUSED


def sentence(row: Row) -> str:
    """Write one row: the figure, its peer, their ratio, the target."""
    mark = "holds " if row.holds else "MISSES"
    return (
        f"  {mark} {row.name}: {row.value:,.4g} {row.unit}; {row.peer}: {row.peer_value:,.4g};"
        f" ratio {row.ratio:.3g} (target {row.target})"
    )
