"""Keys and custodians for tests of the threshold OPRF; every test runs over both back ends unless it says which."""

from __future__ import annotations

from ctypes.util import find_library

import pytest

from denizen.linkage.oprf import EmbeddedCustodian, accept, deal, open_group
from denizen.linkage.oprf.ceremony import Plan

PLAN = Plan("2026a", 3, 4)
needs_libsodium = pytest.mark.skipif(
    find_library("sodium") is None, reason="the system has no libsodium"
)


@pytest.fixture(scope="session", params=["rbcl", pytest.param("pysodium", marks=needs_libsodium)])
def group(request):
    """The group, once from each package."""
    return open_group(request.param)


@pytest.fixture(scope="session")
def dealings(group):
    return [deal(PLAN, dealer, group=group) for dealer in range(1, PLAN.count + 1)]


@pytest.fixture(scope="session")
def shares(group, dealings):
    return [accept(PLAN, own, dealings=dealings, group=group) for own in range(1, PLAN.count + 1)]


@pytest.fixture(scope="session")
def custodians(shares, group):
    return [EmbeddedCustodian(share, group) for share in shares]
