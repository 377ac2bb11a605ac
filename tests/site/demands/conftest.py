"""A demand that came today, and what the ledger counted of it."""

from __future__ import annotations

from importlib import import_module

import pytest


@pytest.fixture
def demands(programme):
    return import_module("denizen_site.demands.actions")


@pytest.fixture
def queries(programme):
    return import_module("denizen_site.demands.queries")


@pytest.fixture
def kinds():
    return import_module("denizen_site.demands.kinds")


@pytest.fixture
def receipt(demands, kinds, at):
    """Make what was handed in: a federal subpoena that no judge signed, for whatever is changed."""
    charter = import_module("denizen.charter")

    def of(**parts):
        facts = {
            "kind": charter.DemandKind.ADMINISTRATIVE_SUBPOENA,
            "sender": kinds.Sender.FEDERAL_AGENT,
            "asked": (kinds.Asked.CARDHOLDERS, kinds.Asked.PAPERS),
            "received": at.date(),
            "office": "Immigration and Customs Enforcement, Hartford",
        }
        return demands.Receipt(**{**facts, **parts})

    return of


@pytest.fixture
def counted(at):
    """Give what the ledger counted today, by act."""
    custody = import_module("denizen_site.custody.queries")
    ledger = import_module("denizen_site.ledger.queries")
    return lambda: ledger.day_facts(custody.programme().local_day(at)).counts
