"""The rules: one answer through its layers, and the whole space of encounters beside Cedar one by one.

Cedar is timed on a fair random sample of (community, encounter, action), with its requests written and its
statements parsed beforehand, and scaled to the whole space; every sampled cell is also compared.
"""

from __future__ import annotations

import random
import time
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from statistics import median

from denizen.policy import (
    ENCOUNTERS,
    Community,
    EncounterAction,
    Grid,
    Layer,
    Ruling,
    ask,
    evaluate,
)
from denizen.policy.ask import of_layer
from denizen.policy.cedar_engine import Request
from denizen.policy.combining import Applying, Standing, voice_of
from denizen.policy.question import request_of
from denizen_cli.benches.row import Row, at_least, at_most
from denizen_site.config.charter_folder import policy_folders
from denizen_site.config.policy_folder import open_community

SAMPLE, QUICK_SAMPLE = 20_000, 5_000
ROUNDS, QUICK_ROUNDS = 7, 3
ANSWERS = 400
DAY = date(2026, 11, 23)
PLACE = "new-haven"  # federal, state, city and department speak of encounters, and the programme
LIMIT_MS = 1.0


@dataclass(frozen=True, slots=True)
class Drawn:
    """One question of the sample: whose, which cell, which action, and as Cedar takes it."""

    place: int
    cell: int
    action: EncounterAction
    request: Request


def measure(*, quick: bool) -> Sequence[Row]:
    """Measure one answer, and the grid of every community; no cell is drawn for its ease."""
    sample, rounds = (QUICK_SAMPLE, QUICK_ROUNDS) if quick else (SAMPLE, ROUNDS)
    communities = [open_community(name) for name in sorted(policy_folders())]
    drawn = draw(communities, sample)
    evaluate(communities[0], at=DAY)  # the axes of the space are laid out once in a process
    ours, grids = timed_grids(communities, rounds)
    theirs, rulings = timed_cedar(communities, drawn)
    cells = ENCOUNTERS.size * len(communities) * len(EncounterAction)
    differing = sum(
        grids[one.place].ruling(one.action, ENCOUNTERS.cell(one.cell)) is not ruling
        for one, ruling in zip(drawn, rulings, strict=True)
    )
    space = f"51,840 encounters x {len(communities)} communities x {len(EncounterAction)} actions"
    peer = f"Cedar one by one, scaled from {sample:,} random cells"
    return [
        answer_row(open_community(PLACE)),
        at_least(
            f"{space}, rulings of every cell",
            (cells / ours, sample / theirs),
            unit="cells/s",
            peer=peer,
            reach=200,
        ),
        Row(
            "cells on which the grid and Cedar differ",
            differing,
            "cells",
            f"cells compared ({sample:,} at random; all of them in the long tests)",
            sample,
            differing / sample,
            "0",
            differing == 0,
        ),
    ]


def draw(communities: Sequence[Community], sample: int) -> list[Drawn]:
    """Draw questions, each part of them evenly; reproducible."""
    dice = random.Random(5)  # noqa: S311
    found = []
    for _ in range(sample):
        cell, action = dice.randrange(ENCOUNTERS.size), dice.choice(list(EncounterAction))
        place = dice.randrange(len(communities))
        slice_ = communities[place].slices.get(action)
        only = slice_.mentioned if slice_ is not None else frozenset()
        request = request_of(ENCOUNTERS.cell(cell).question(action), at=DAY, only=only)
        found.append(Drawn(place, cell, action, request))
    return found


def timed_grids(communities: Sequence[Community], rounds: int) -> tuple[float, list[Grid]]:
    """Give the median seconds of processor time for every community's whole grid, and the grids."""
    seconds = []
    grids: list[Grid] = []
    for _ in range(rounds):
        start = time.process_time()
        grids = [evaluate(community, at=DAY) for community in communities]
        for grid in grids:
            for action in EncounterAction:
                grid.codes(
                    action
                ).copy()  # every cell written out, as a reader of the grid would have it
        seconds.append(time.process_time() - start)
    return median(seconds), grids


def timed_cedar(
    communities: Sequence[Community], drawn: Sequence[Drawn]
) -> tuple[float, list[Ruling]]:
    """Give the seconds that Cedar alone takes over the sample, and the rulings that follow from it."""
    start = time.process_time()
    heard = [applying_clauses(communities[one.place], one) for one in drawn]
    seconds = time.process_time() - start
    return seconds, [joined(applying) for applying in heard]


def applying_clauses(community: Community, one: Drawn) -> Applying:
    """Ask Cedar which clauses apply."""
    slice_ = community.slices.get(one.action)
    return {} if slice_ is None else slice_.applying(one.request, one.action)


def joined(applying: Applying) -> Ruling:
    """Join the layers, as `ask` does."""
    standing = Standing()
    for layer in Layer:
        standing.hear(voice_of(of_layer(applying, layer)))
    return standing.ruling


def answer_row(community: Community) -> Row:
    """Time whole answers on distinct questions on which at least three layers have clauses."""
    dice = random.Random(11)  # noqa: S311
    layered = [action for action in EncounterAction if len(layers_about(community, action)) >= 3]
    cells = dice.sample(range(ENCOUNTERS.size), ANSWERS)
    questions = [ENCOUNTERS.cell(cell).question(dice.choice(layered)) for cell in cells]
    seconds = []
    for question in questions:
        start = time.perf_counter()
        ask(community, question, at=DAY)
        seconds.append(time.perf_counter() - start)
    figures = (median(seconds) * 1000, LIMIT_MS)
    name = f"one answer, three layers or more ({community.id}), median of {ANSWERS} questions"
    return at_most(name, figures, unit="ms", peer="the limit", reach=1)


def layers_about(community: Community, action: EncounterAction) -> set[Layer]:
    """List the layers that have clauses about an action."""
    return {clause.layer for clause in community.clauses if action in clause.subjects}
