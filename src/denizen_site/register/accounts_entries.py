"""What the room `accounts` keeps: staff, second factors, sessions, stations.  None of it is a resident's."""

from __future__ import annotations

from denizen_site.register.entry import STAFF_SCHEDULE, Entry, cookie, table

SESSION = "signed out, 15 minutes unused, or ten hours"
FACTOR = "until its owner or a director takes it away"

ACCOUNTS_ENTRIES: tuple[Entry, ...] = (
    *table(
        "accounts_staff",
        STAFF_SCHEDULE,
        id="names the account in addresses and in the ledger; random",
        username="what a member of staff signs in with",
        shown_as="how colleagues see a member of staff",
        role="what they are employed to do, and so what they may",
        active="whether the account may still sign in",
        language="in which language their screens are",
        password="the password, stretched by scrypt",  # noqa: S106 - a column's purpose
        epoch="goes up when every session of the account must end",
        totp_sealed="what their code app knows, sealed under the desk's secret",
        totp_step="the last code that was used, so that none is used twice; zero once a day",
        failures="wrong tries since the last right one",
        locked_until="until when the account takes no password; gone after the next sign-in",
    ),
    *table(
        "accounts_passkey",
        FACTOR,
        id="finds the passkey: hash of the credential's own id",
        staff_id="whose it is",
        label="how its owner calls it",
        credential="the credential's id, which browsers ask for",
        public_key="checks what the passkey signs",
        sign_count="a copied passkey shows by it",
        answered="the newest question that it answered, so that no answer counts twice; gone once a day",
        added_on="the day on which it was added",
    ),
    *table(
        "accounts_recoverycode",
        "until used, or new ones are made",
        id="one unused code, as a hash under the desk's secret",
        staff_id="whose it is",
    ),
    *table(
        "accounts_invitation",
        "until taken up, or three days",
        id="the invitation's code, as a hash",
        staff_id="whom it invites",
        expires="when it ends",
    ),
    *table(
        "accounts_station",
        STAFF_SCHEDULE,
        id="names the station; random",
        label="how staff call the computer",
        place="where it stands",
        secret_hash="the secret in its browser, as a hash",  # noqa: S106 - a column's purpose
        registered_on="the day on which it was registered",
        retired_on="the day on which it was retired",
    ),
    *table(
        "accounts_session",
        SESSION,
        id="the token in the browser's cookie, as a hash",
        public_id="names the session on its owner's own page; random",
        staff_id="whose session it is",
        station_id="at which station it began, for its owner's list",
        stage="half-way, joining, or signed in",
        epoch="the account's epoch at the start; a later one ends the session",
        started="ten hours are counted from it",
        seen="fifteen minutes are counted from it; kept to the minute",
        proved="when the person last showed that it is they",
        pending_totp="a code app that is being added, sealed under the desk's secret",
    ),
    *cookie(
        "__Host-desk", life=f"until the browser closes, or {SESSION}", purpose="who is signed in"
    ),
    *cookie(
        "__Host-station",
        life="until the station is retired",
        purpose="the station's random secret",
    ),
    *cookie(
        "__Host-question",
        life="five minutes",
        purpose="the question that a passkey is to answer, sealed under the desk's secret",
    ),
)
