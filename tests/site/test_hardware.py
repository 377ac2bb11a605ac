"""Keys in a PKCS#11 token, shown with SoftHSM."""

from __future__ import annotations

import os
import shutil
import subprocess
from pathlib import Path

import pkcs11
import pytest

from denizen.errors import BadSignatureError, SigningUnavailableError
from denizen.trust import KeyPurpose, ProgrammeMode
from denizen_site.config import boot
from denizen_site.custody import actions
from denizen_site.custody.models import IssuerKey
from denizen_site.custody.signing import signer_for
from denizen_site.errors import CustodyError

PLACES = (
    "/usr/lib/softhsm/libsofthsm2.so",
    "/usr/lib/x86_64-linux-gnu/softhsm/libsofthsm2.so",
    "/usr/local/lib/softhsm/libsofthsm2.so",
    "/opt/homebrew/lib/softhsm/libsofthsm2.so",
)
MODULE = next((place for place in PLACES if Path(place).is_file()), None)
PIN = "4711"
needs_softhsm = pytest.mark.skipif(
    MODULE is None or shutil.which("softhsm2-util") is None, reason="SoftHSM is not installed"
)


def test_softhsm_is_there_where_the_project_is_checked():
    if os.environ.get("CI") == "true":
        assert MODULE is not None
        assert shutil.which("softhsm2-util")


@pytest.fixture(scope="module")
def token(tmp_path_factory):
    """A fresh token.  SoftHSM reads its configuration once a process, so there is one for all tests here."""
    folder = tmp_path_factory.mktemp("softhsm")
    (folder / "tokens").mkdir()
    configuration = folder / "softhsm2.conf"
    configuration.write_text(f"directories.tokendir = {folder / 'tokens'}\nlog.level = ERROR\n")
    os.environ["SOFTHSM2_CONF"] = str(configuration)
    words = ["--init-token", "--free", "--label", "city", "--pin", PIN, "--so-pin", PIN]
    subprocess.run(["softhsm2-util", *words], check=True, capture_output=True)
    yield {
        "DENIZEN_PKCS11_MODULE": MODULE,
        "DENIZEN_PKCS11_TOKEN": "city",
        "DENIZEN_PKCS11_PIN": PIN,
    }
    del os.environ["SOFTHSM2_CONF"]


@pytest.fixture
def in_token(token, tmp_path, charter, at):
    boot.start(tmp_path / "home", variables=token)
    return actions.initialise(mode=ProgrammeMode.DEMONSTRATION, charter=charter, at=at)


@needs_softhsm
def test_keys_made_in_a_token_sign_and_leave_nothing_in_the_database(in_token, at):
    assert all(key.in_token for key in in_token.keys)
    assert not IssuerKey.objects.exclude(sealed_private=None).exists()
    signer = signer_for(KeyPurpose.CARD, at=at)
    signature = signer.sign(b"a card")
    signer.public_key.verify(signature, b"a card")
    with pytest.raises(BadSignatureError):
        signer.public_key.verify(signature, b"another")


@needs_softhsm
def test_the_token_does_not_give_its_key_away(in_token, token):
    label = IssuerKey.objects.filter(purpose="CARD").get().pkcs11_label
    opened = pkcs11.lib(MODULE).get_token(token_label="city")
    with opened.open(user_pin=PIN) as session:
        key = session.get_key(object_class=pkcs11.ObjectClass.PRIVATE_KEY, label=label)
        assert key[pkcs11.Attribute.EXTRACTABLE] is False
        with pytest.raises(pkcs11.PKCS11Error):
            key[pkcs11.Attribute.VALUE]


@needs_softhsm
def test_a_burned_key_is_gone_from_the_token(in_token, at):
    old = in_token.keys[0]
    label = IssuerKey.objects.get(key_id=old.key_id).pkcs11_label
    actions.rotate(KeyPurpose.CARD, at=at)
    actions.burn(old.key_id, at=at)
    opened = pkcs11.lib(MODULE).get_token(token_label="city")
    with opened.open(user_pin=PIN) as session:
        assert not list(session.get_objects({pkcs11.Attribute.LABEL: label}))


@needs_softhsm
def test_a_wrong_pin_and_a_missing_token_are_clear_refusals(in_token, token, tmp_path, at):
    boot.start(tmp_path / "home", variables={**token, "DENIZEN_PKCS11_PIN": "0000"})
    with pytest.raises(CustodyError, match=r"custody\.wrong_passphrase"):
        signer_for(KeyPurpose.CARD, at=at).sign(b"a card")
    boot.start(tmp_path / "home", variables={**token, "DENIZEN_PKCS11_TOKEN": "elsewhere"})
    with pytest.raises(SigningUnavailableError, match=r"custody\.token_unavailable"):
        signer_for(KeyPurpose.CARD, at=at).sign(b"a card")
    boot.start(tmp_path / "home", variables={})
    with pytest.raises(CustodyError, match=r"custody\.token_not_set"):
        signer_for(KeyPurpose.CARD, at=at)
