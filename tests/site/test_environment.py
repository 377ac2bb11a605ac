"""The environment is read whole, or the site does not start."""

from __future__ import annotations

import base64
from pathlib import Path

import pytest

from denizen_site.config.environment import read_environment
from denizen_site.config.settings import django_settings
from denizen_site.errors import StateError

HOME = Path("/nowhere")


def refused(variables: dict[str, str]) -> StateError:
    with pytest.raises(StateError) as caught:
        read_environment(variables, home=HOME)
    return caught.value


def test_nothing_set_is_a_home_with_sqlite_and_no_passphrase():
    environment = read_environment({"PATH": "/bin"}, home=HOME)
    assert environment.database_url is None
    assert environment.key_passphrase is None
    assert environment.hardware is None


@pytest.mark.parametrize(
    ("variables", "culprit"),
    [
        ({"DENIZEN_KEY_PASPHRASE": "x"}, "DENIZEN_KEY_PASPHRASE"),
        ({"DENIZEN_KEY_PASSPHRASE": ""}, "DENIZEN_KEY_PASSPHRASE"),
        ({"DENIZEN_KEY_SECRET": "not base64!"}, "DENIZEN_KEY_SECRET"),
        ({"DENIZEN_KEY_SECRET": base64.b64encode(bytes(31)).decode()}, "DENIZEN_KEY_SECRET"),
        (
            {
                "DENIZEN_KEY_PASSPHRASE": "a",
                "DENIZEN_KEY_SECRET": base64.b64encode(bytes(32)).decode(),
            },
            "DENIZEN_KEY_SECRET",
        ),
        ({"DENIZEN_PKCS11_MODULE": "/x", "DENIZEN_PKCS11_TOKEN": "t"}, "DENIZEN_PKCS11_PIN"),
        (
            {
                "DENIZEN_PKCS11_MODULE": "/no/such",
                "DENIZEN_PKCS11_TOKEN": "t",
                "DENIZEN_PKCS11_PIN": "1",
            },
            "DENIZEN_PKCS11_MODULE",
        ),
    ],
)
def test_a_slip_of_the_pen_stops_the_start_and_is_named(variables, culprit):
    error = refused(variables)
    assert error.code == "state.environment"
    assert error.where == culprit


def test_no_refusal_and_no_repr_shows_a_secret():
    secret = "correct horse battery staple"
    assert secret not in str(refused({"DENIZEN_KEY_SECRET": secret}))
    environment = read_environment(
        {"DENIZEN_KEY_PASSPHRASE": secret, "DATABASE_URL": f"postgresql://u:{secret}@h/d"},
        home=HOME,
    )
    assert secret not in repr(environment)


@pytest.mark.parametrize("url", ["mysql://h/d", "postgresql://h:not-a-port-%zz/d?no_such_option=1"])
def test_a_database_url_that_is_not_postgresql_is_refused(url):
    with pytest.raises(StateError) as caught:
        django_settings(read_environment({"DATABASE_URL": url}, home=HOME))
    assert caught.value.where == "DATABASE_URL"
    assert url not in str(caught.value)


def test_a_database_url_may_name_a_socket_folder():
    url = "postgresql://someone:word@/city?host=/run/sockets"
    chosen = django_settings(read_environment({"DATABASE_URL": url}, home=HOME))
    database = chosen["DATABASES"]["default"]
    assert (database["NAME"], database["HOST"]) == ("city", "/run/sockets")
    assert (database["USER"], database["PASSWORD"]) == ("someone", "word")


def test_the_log_holds_no_message_and_debug_is_off():
    chosen = django_settings(read_environment({}, home=HOME))
    assert chosen["DEBUG"] is False
    assert all("message" not in each["format"] for each in chosen["LOGGING"]["formatters"].values())
