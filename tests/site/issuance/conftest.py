"""What the tests of issuance share."""

from __future__ import annotations

import dataclasses
from importlib import import_module

import pytest
from cryptography.hazmat.primitives.asymmetric.x25519 import X25519PrivateKey

from denizen.charter import ModeOfIssue


@pytest.fixture
def later(charter):
    """The city as it would be if it printed later: no shipped charter does."""
    issue = dataclasses.replace(charter.issue, mode=ModeOfIssue.LATER, max_days=14)
    return dataclasses.replace(charter, issue=issue)


@pytest.fixture
def station_key():
    """The key pair of a printing station."""
    return X25519PrivateKey.generate()


@pytest.fixture
def station(programme, station_key, at):
    """That station, registered."""
    print_jobs = import_module("denizen_site.issuance.print_jobs")
    return print_jobs.register_station(station_key.public_key().public_bytes_raw(), at=at)
