"""A server's master pays once for what every forked worker would pay again."""

from __future__ import annotations

import threading

import pypdfium2
import pytest

from denizen.trust import KeyPurpose, ProgrammeMode
from denizen_press.fonts import covering
from denizen_press.photo import prepare_photo
from denizen_press.press import press_run_in_child
from denizen_site.config import boot
from denizen_site.custody import actions as custody
from denizen_site.custody import unlock, vault
from denizen_site.custody.models import IssuerKey
from denizen_site.custody.signing import signer_for
from denizen_site.issuance.rehearsal import nobodys_card
from denizen_site.issuance.warming import EVERY_SCRIPT, warm


@pytest.fixture
def nothing_derived(monkeypatch):
    monkeypatch.setattr(vault, "_DERIVED", {})


def test_after_warming_no_card_waits_for_the_passphrase(
    home, charter, at, monkeypatch, nothing_derived
):
    variables = {"DENIZEN_KEY_PASSPHRASE": "one", "DENIZEN_ROOT_PASSPHRASE": "two"}
    boot.start(home, variables=variables)
    custody.initialise(mode=ProgrammeMode.DEMONSTRATION, charter=charter, at=at, list_size=2**13)
    unlock.warm()
    assert len(vault._DERIVED) == IssuerKey.objects.filter(purpose="CARD").count() == 1
    monkeypatch.setattr(vault, "stretched", lambda *_: pytest.fail("stretched again"))
    assert signer_for(KeyPurpose.CARD, at=at)
    with pytest.raises(pytest.fail.Exception):
        signer_for(KeyPurpose.STATUS, at=at)


def test_a_home_without_a_programme_has_nothing_to_warm(home, nothing_derived):
    unlock.warm()
    assert not vault._DERIVED


def test_warming_issuance_starts_no_thread_that_a_fork_would_lose():
    before = threading.active_count()
    warm()
    assert threading.active_count() == before
    assert covering(EVERY_SCRIPT)


def test_nobodys_card_is_pressed_and_read_back_as_anybodys_is(charter, photo):
    job = nobodys_card(charter, prepare_photo(photo))
    run = press_run_in_child([job])
    words = pypdfium2.PdfDocument(run.pdf)[0].get_textpage().get_text_bounded()
    assert "Nadie" in words
    assert "SPECIMEN" in words
    assert run.slip_pdfs[0]
