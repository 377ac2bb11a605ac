"""Staff in a browser: invited, joined with a passkey or without JavaScript, and in again."""

from __future__ import annotations

import re

import pyotp
import pytest

PASSWORD = "seven green umbrellas"
CODE = re.compile(r"[0-9A-HJKMNP-TV-Z]{4}(?:-[0-9A-HJKMNP-TV-Z]{4}){4}")
AUTHENTICATOR = {
    "protocol": "ctap2",
    "transport": "internal",
    "hasResidentKey": True,
    "hasUserVerification": True,
    "isUserVerified": True,
    "automaticPresenceSimulation": True,
}


def enter(page):
    with page.expect_navigation():
        page.keyboard.press("Enter")


def press(page, selector):
    with page.expect_navigation():
        page.click(selector)


@pytest.fixture
def invite(doors, seat):
    """Let the sample director invite somebody: `invite("cleo")` gives the code."""

    def invited(username):
        page = seat("director")
        page.goto(f"{doors.desk}staff/add/")
        page.fill("[name=username]", username)
        page.fill("[name=shown_as]", username.title())
        enter(page)
        return CODE.search(page.inner_text("main"))[0]

    return invited


def with_authenticator(page):
    session = page.context.new_cdp_session(page)
    session.send("WebAuthn.enable")
    session.send("WebAuthn.addVirtualAuthenticator", {"options": AUTHENTICATOR})
    return page


def take_up(page, doors, code):
    page.goto(f"{doors.desk}join/")
    page.wait_for_selector(
        "input:focus"
    )  # autofocus comes with the first frame, after the page has loaded
    page.keyboard.type(code)
    enter(page)
    page.fill("[name=new_password]", PASSWORD)
    page.fill("[name=repeated]", PASSWORD)
    enter(page)


def test_a_passkey_is_added_and_lets_its_owner_in_alone(doors, window, invite, look):
    page = with_authenticator(window())
    take_up(page, doors, invite("cleo"))
    look(page, "accounts-join-factor")
    page.fill("[name=label]", "My laptop")
    press(page, "form[data-passkey] button")
    assert page.url == f"{doors.desk}account/codes/"
    press(page, "main form button")
    look(page, "accounts-codes")
    page.goto(f"{doors.desk}account/")
    assert "My laptop" in page.inner_text("main")
    press(page, ".desk-head__out button")
    page.goto(f"{doors.desk}sign-in/?next=/account/")
    press(page, "form[data-passkey] button")
    assert page.url == f"{doors.desk}account/"
    assert "cleo" in page.inner_text("main")


def test_without_javascript_a_code_app_does_as_well(doors, window, invite):
    page = window(java_script_enabled=False)
    take_up(page, doors, invite("dana"))
    assert not page.is_visible("form[data-passkey]")
    secret = page.inner_text(".accounts-secret")
    page.fill("[name=code]", pyotp.TOTP(secret).now())
    enter(page)
    assert page.url == f"{doors.desk}account/codes/"


@pytest.mark.parametrize("name", ["sign-in", pytest.param("join", marks=pytest.mark.long)])
@pytest.mark.parametrize("locale", ["en", pytest.param("es", marks=pytest.mark.long), "ar"])
def test_the_pages_before_the_gate_can_be_read_by_everybody(
    doors, window, look_at_every_width, name, locale
):
    page = window(locale=locale)
    page.goto(f"{doors.desk}{name}/")
    assert page.get_attribute("html", "dir") == ("rtl" if locale == "ar" else "ltr")
    look_at_every_width(page, f"accounts-{name}-{locale}")


@pytest.mark.long
@pytest.mark.parametrize("width", [360, 1280])
def test_the_directors_pages_can_be_read_by_everybody(doors, seat, look, width):
    page = seat("director", width)
    for name in ("account", "account/app", "account/passkeys/add", "account/password", "staff"):
        page.goto(f"{doors.desk}{name}/")
        look(page, f"accounts-{name.replace('/', '-')}")
    press(page, "tbody a >> nth=0")
    look(page, "accounts-staff-member")
    for name in ("staff/add", "stations", "stations/register"):
        page.goto(f"{doors.desk}{name}/")
        look(page, f"accounts-{name.replace('/', '-')}")


def test_what_is_wrong_is_said_and_gets_the_focus(doors, window, look):
    page = window()
    page.goto(f"{doors.desk}sign-in/")
    page.fill("[name=username]", "nobody")
    page.fill("[name=password]", "nothing at all")
    enter(page)
    assert page.evaluate("document.activeElement.matches('.error-summary')")
    look(page, "accounts-sign-in-wrong")
