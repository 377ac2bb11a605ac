"""Reads charter.toml: place, fees, validity, face, QR, modes, lists, notices, colours."""

from __future__ import annotations

from collections.abc import Collection, Mapping
from dataclasses import dataclass
from typing import Final

from denizen.charter.acceptance import read_translations
from denizen.charter.ages import check_cover, read_ages
from denizen.charter.programme import (
    Art,
    Completeness,
    Door,
    Face,
    FaceField,
    Fee,
    Fees,
    FeeWaiver,
    Issue,
    Lists,
    ModeOfIssue,
    Notice,
    NoticeKind,
    Place,
    PlaceKind,
    QrContents,
    QrSize,
    Retention,
    Service,
    ServiceField,
    Shown,
    ShownAddress,
    StaleRule,
    Validity,
    ValidityBand,
)
from denizen.charter.scenarios import Act
from denizen.charter.sources import read_attribution
from denizen.charter.table import Table, no_repeats
from denizen.documents import PrintedAddress

FILE: Final = "charter.toml"
SCHEMA: Final = 1
COLOUR: Final = r"#[0-9a-f]{6}"
AA_CONTRAST: Final = 4.5  # WCAG 2.2, success criterion 1.4.3
AAA_CONTRAST: Final = 7.0  # WCAG 2.2, success criterion 1.4.6
DISCLAIMERS: Final = (
    "not_driver_licence",
    "not_work_permission",
    "not_immigration_status",
    "not_voting",
)


@dataclass(frozen=True, slots=True)
class Heading:
    """The table [charter]."""

    id: str
    version: str
    about: str
    completeness: Completeness
    completeness_note: str
    issuer: str
    languages: tuple[str, ...]
    time_zone: str


def read_schema(root: Table) -> None:
    """Hold the file to the version of the schema that this code reads."""
    if root.whole("schema", most=1000) != SCHEMA:
        root.fault(
            "schema", f"{SCHEMA}, the schema that this version reads (docs/charter/schema.md)"
        )


def read_heading(root: Table) -> Heading:
    """Read [charter]."""
    table = root.part("charter")
    found = Heading(
        id=table.identifier("id"),
        version=table.text("version"),
        about=table.text("about"),
        completeness=table.choice("completeness", Completeness),
        completeness_note=table.text("completeness_note"),
        issuer=table.matching(
            "issuer", r"https://[a-z0-9.-]+(:\d+)?", expected="an https origin without a path"
        ),
        languages=table.texts("languages"),
        time_zone=table.matching(
            "time_zone", r"[A-Z]\w+(/[A-Z][\w+-]+)+|UTC", expected="a zone such as America/New_York"
        ),
    )
    if not found.languages:
        table.fault("languages", "at least one language")
    table.done()
    return found


def read_place(root: Table) -> Place:
    """Read [place]."""
    table = root.part("place")
    kind = table.choice("kind", PlaceKind)
    digits = 7 if kind is PlaceKind.CITY else 5
    found = Place(
        name=table.text("name"),
        state=table.matching("state", r"[A-Z]{2}", expected="two capital letters"),
        geoid=table.matching(
            "geoid", rf"\d{{{digits}}}", expected=f"a Census GEOID of {digits} digits"
        ),
        kind=kind,
        programme_name=table.text("programme_name"),
        attribution=read_attribution(table),
    )
    table.done()
    return found


def read_fees(root: Table) -> Fees:
    """Read [[fee]] and [[fee_waiver]]; every act must have a fee at every age."""
    tables = root.tables("fee")
    rows = tuple(read_fee(table) for table in tables)
    for act in Act:
        of_act = [(t, row.ages) for t, row in zip(tables, rows, strict=True) if row.act is act]
        check_cover(of_act, what=f"fee for {act.value}")
        if not of_act:
            root.fault("fee", f"a fee for {act.value}; write 0 if it is free")
    waivers = root.tables("fee_waiver", needed=False)
    found = tuple(read_waiver(table) for table in waivers)
    no_repeats((table, one.id) for table, one in zip(waivers, found, strict=True))
    return Fees(rows, found)


def read_fee(table: Table) -> Fee:
    """Read one [[fee]]."""
    found = Fee(
        act=table.choice("for", Act),
        cents=table.whole("cents", most=100_000),
        ages=read_ages(table),
        attribution=read_attribution(table),
    )
    table.done()
    return found


def read_waiver(table: Table) -> FeeWaiver:
    """Read one [[fee_waiver]]."""
    found = FeeWaiver(
        id=table.identifier("id"),
        label=table.text("label"),
        acts=table.choices("for", Act),
        cents=table.whole("cents", most=100_000),
        attribution=read_attribution(table),
    )
    table.done()
    return found


def read_validity(root: Table) -> Validity:
    """Read [[validity]]; the bands must cover every age once."""
    tables = root.tables("validity")
    bands = tuple(read_band(table) for table in tables)
    pairs = zip(tables, (band.ages for band in bands), strict=True)
    check_cover(list(pairs), what="validity")
    return Validity(bands)


def read_band(table: Table) -> ValidityBand:
    """Read one [[validity]]."""
    found = ValidityBand(
        ages=read_ages(table),
        years=table.whole("years", least=1, most=30),
        until_age=table.optional_whole("until_age", least=1, most=130),
        never=table.yes("never"),
        attribution=read_attribution(table),
    )
    if found.until_age is not None:
        if found.ages.max_age is None or found.ages.max_age >= found.until_age:
            table.fault("until_age", "an age above max_age, which must be there")
        if found.never:
            table.fault("never", "no until_age beside it")
    table.done()
    return found


def read_face(root: Table, words: Mapping[str, Mapping[str, str]]) -> Face:
    """Read [face]; its disclaimers are the city's own words in each language."""
    table = root.part("face")
    found = Face(
        fields=frozenset(table.choices("fields", FaceField)),
        emergency_contact_required_below_age=table.optional_whole(
            "emergency_contact_required_below_age", least=1, most=130
        ),
        address_modes=table.choices("address_modes", PrintedAddress),
        name_max_characters=table.whole("name_max_characters", least=60, most=200),
        disclaimers={
            language: tuple(text.get(key, "") for key in DISCLAIMERS)
            for language, text in words.items()
        },
        attribution=read_attribution(table),
    )
    if PrintedAddress.NONE not in found.address_modes:
        table.fault("address_modes", 'a list with "none": nobody has to print an address')
    asks = found.emergency_contact_required_below_age is not None
    if asks and not found.prints(FaceField.EMERGENCY_CONTACT):
        table.fault("fields", "emergency_contact, since some must have one")
    table.done()
    return found


def read_qr(root: Table) -> QrContents:
    """Read [qr]."""
    table = root.part("qr")
    found = QrContents(
        profile=table.choice("profile", QrSize),
        name=table.choice("name", Shown),
        birth_date=table.choice("birth_date", Shown),
        address=table.choice("address", ShownAddress),
    )
    table.done()
    return found


def read_issue(root: Table) -> Issue:
    """Read [issue]."""
    table = root.part("issue")
    mode = table.choice("mode", ModeOfIssue)
    days = table.optional_whole("max_days", least=1, most=30)
    if (mode is ModeOfIssue.LATER) != (days is not None):
        table.fault("max_days", "max_days with mode later, and only then")
    table.done()
    return Issue(mode, days)


def read_lists(root: Table) -> Lists:
    """Read [lists]: the clock of trust and status lists."""
    table = root.part("lists")
    hours = table.wholes("publish_hours")
    if not hours or list(hours) != sorted(set(hours)) or not 0 <= hours[0] <= hours[-1] <= 23:
        table.fault("publish_hours", "hours from 0 to 23, ascending, at least one")
        hours = (0,)
    life = table.whole("life_hours", least=2, most=168)
    fresh = table.whole("fresh_hours", least=1, most=168)
    if life <= longest_gap(hours):
        table.fault(
            "life_hours", f"more than {longest_gap(hours)}, the longest gap in publish_hours"
        )
    if fresh > life:
        table.fault("fresh_hours", "at most life_hours")
    found = Lists(hours, life, fresh, table.choice("stale", StaleRule))
    table.done()
    return found


def longest_gap(hours: tuple[int, ...]) -> int:
    """Give the longest time between two publishings, in hours, over midnight too."""
    following = (*hours[1:], hours[0] + 24)
    return max(b - a for a, b in zip(hours, following, strict=True))


def read_retention(root: Table) -> Retention:
    """Read [retention]: no longer than DESIGN section 10 allows."""
    table = root.part("retention")
    found = Retention(
        visit_hours=table.whole("visit_hours", least=1, most=4),
        booking_days=table.whole("booking_days", least=0, most=1),
        ledger_years=table.whole("ledger_years", least=1, most=100),
    )
    table.done()
    return found


def read_doors(root: Table) -> tuple[Door, ...]:
    """Read [doors]."""
    table = root.part("doors")
    found = table.choices("open", Door)
    table.done()
    return found


def read_notices(root: Table) -> tuple[Notice, ...]:
    """Read [[notice]]."""
    return tuple(read_notice(table) for table in root.tables("notice", needed=False))


def read_notice(table: Table) -> Notice:
    """Read one [[notice]]."""
    found = Notice(table.choice("kind", NoticeKind), table.text("text"), read_attribution(table))
    table.done()
    return found


def read_art(root: Table) -> Art:
    """Read [art]; text in its colours must be legible."""
    table = root.part("art")
    form = "a colour such as #14532d, in small letters"
    found = Art(
        primary=table.matching("primary", COLOUR, expected=form),
        secondary=table.matching("secondary", COLOUR, expected=form),
        ink=table.matching("ink", COLOUR, expected=form),
        motif=table.identifier("motif"),
    )
    for key, colour, least in (
        ("primary", found.primary, AA_CONTRAST),
        ("ink", found.ink, AAA_CONTRAST),
    ):
        if len(colour) == 7 and contrast_with_white(colour) < least:
            table.fault(key, f"a colour with a contrast of {least} : 1 against white")
    table.done()
    return found


def contrast_with_white(colour: str) -> float:
    """Give the WCAG contrast ratio of #rrggbb against white (WCAG 2.2, relative luminance)."""
    try:
        parts = [int(colour[i : i + 2], 16) / 255 for i in (1, 3, 5)]
    except ValueError:  # not a colour, and reported as such
        return 21.0
    linear = [
        part / 12.92 if part <= 0.04045 else ((part + 0.055) / 1.055) ** 2.4 for part in parts
    ]
    luminance = 0.2126 * linear[0] + 0.7152 * linear[1] + 0.0722 * linear[2]
    return 1.05 / (luminance + 0.05)


def read_services(root: Table, *, languages: Collection[str]) -> tuple[Service, ...]:
    """Read services.toml."""
    tables = root.tables("service")
    found = tuple(read_service(table, languages=languages) for table in tables)
    no_repeats((table, one.id) for table, one in zip(tables, found, strict=True))
    root.done()
    return found


def read_service(table: Table, *, languages: Collection[str]) -> Service:
    """Read one [[service]]; what a counter needs it must also be allowed to see."""
    found = Service(
        id=table.identifier("id"),
        label=table.text("label"),
        opens=table.text("opens"),
        may_see=table.choices("may_see", ServiceField),
        needs=table.choices("needs", ServiceField, needed=False),
        attribution=read_attribution(table),
        label_in=read_translations(table, "label_in", languages=languages),
    )
    if found.may_see and not set(found.needs) <= set(found.may_see):
        table.fault("needs", "only what may_see lists")
    table.done()
    return found
