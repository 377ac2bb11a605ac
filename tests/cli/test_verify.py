"""`denizen verify` as a librarian and as a machine meet it: folders on disk, exit codes, plain words."""

from __future__ import annotations

import json
import sys
from dataclasses import dataclass, replace
from datetime import UTC, date, datetime, timedelta
from pathlib import Path

import numpy as np
import pytest
import zxingcpp
from PIL import Image

from denizen.credential import (
    CardClaims,
    CardNumber,
    CheckCode,
    Portrait,
    StatusReference,
    ValidityPeriod,
)
from denizen.credential.sealed import SealedField, seal
from denizen.formats.qr import QrProfile, encode
from denizen.keys import SoftwareSigner
from denizen.status import ListTerms, StatusBits, sign_cwt
from denizen.trust import (
    KeyPurpose,
    ProgrammeMode,
    TrustedIssuer,
    TrustedKey,
    TrustList,
    handovers_of,
    sign_trust_list,
)
from denizen.verification import STEPS
from denizen_cli.counter_words import sentence
from denizen_cli.main import main

NOW = datetime(2026, 11, 22, 12, tzinfo=UTC)
DAY = timedelta(days=1)
URL = "https://elm.denizen.example"
PORTRAIT = b"RIFF pretends to be a picture"
SERVICES = [
    {
        "id": "library",
        "label": "Public library",
        "may_see": ["photo", "name", "card_number", "expires"],
    },
    {"id": "pool", "label": "Pool", "may_see": ["expires"], "note": "no photo needed"},
]


@dataclass
class Desk:
    """A city's desk with a published folder, and a counter's home beside it."""

    folder: Path
    home: Path

    def __post_init__(self):
        self.root, self.card_key, self.status_key = (SoftwareSigner.generate() for _ in range(3))
        self.version = 1
        self.bits = StatusBits(1024)
        self.mode = ProgrammeMode.LIVE
        self.number, self.check_code = CardNumber.new(), CheckCode.new()
        self.folder.mkdir()
        self.publish()
        self.pin(self.root, self.mode)
        self.write_city()

    def pin(self, root, mode):
        self.home.mkdir(exist_ok=True)
        pin = {"mode": mode.value, "key": root.public_key.to_jwk()}
        (self.home / "root.pub").write_text(json.dumps(pin))

    def write_city(self, **changes):
        city = {
            "issuer": URL,
            "programme": "Elm City Resident Card",
            "desk_phone": "+1 203 555 0100",
            "mode": self.mode.value,
            "services": SERVICES,
            "fresh_hours": 12,
            "stale": "as_of",
        }
        (self.folder / "city.json").write_text(json.dumps(city | changes))

    def trusted(self, signer, purpose):
        return TrustedKey(
            signer.public_key, purpose, NOW - 10 * DAY, NOW + 365 * DAY, NOW + 3650 * DAY
        )

    def trust_list(self):
        keys = (
            self.trusted(self.card_key, KeyPurpose.CARD),
            self.trusted(self.status_key, KeyPurpose.STATUS),
        )
        issuer = TrustedIssuer(URL, "Elm City", f"{URL}/status", keys)
        return TrustList(self.version, NOW, NOW + 30 * DAY, self.mode, (issuer,))

    def publish(self, root=None, **how):
        data = sign_trust_list(self.trust_list(), root or self.root, **how)
        (self.folder / "trust.cose").write_bytes(data)
        terms = ListTerms(f"{URL}/status", NOW, NOW + DAY, 3600)
        status = sign_cwt(self.bits, terms=terms, signer=self.status_key)
        (self.folder / "status.cwt").write_bytes(status)

    def issue(self, **changes):
        values = {
            SealedField.NAME: "Rosalía Ñáñez",
            SealedField.NAME_LATIN: "Rosalia Nanez",
            SealedField.BIRTH_DATE: "1987-03-14",
        }
        sealed = seal(values, issuer=URL, number=self.number, check_code=self.check_code)
        fields = {
            "issuer": URL,
            "number": self.number,
            "validity": ValidityPeriod(date(2026, 11, 20), date(2030, 11, 20)),
            "status": StatusReference(f"{URL}/status", 7),
            "portrait": Portrait(PORTRAIT),
            "sealed": sealed,
        }
        claims = CardClaims(**(fields | changes))
        return encode(claims, self.card_key, profile=QrProfile.STANDARD)


@dataclass
class Answer:
    """What one run of the command came to."""

    exit_code: int
    out: str
    err: str

    @property
    def json(self):
        return json.loads(self.out)


@pytest.fixture
def desk(tmp_path, monkeypatch) -> Desk:
    monkeypatch.setenv("DENIZEN_HOME", str(tmp_path / "home"))
    return Desk(tmp_path / "public", tmp_path / "home")


@pytest.fixture
def verify(desk, capsys):
    """Run the command on a text as of 13:00, an hour after publication, unless told otherwise."""

    def run(text, *words, at="2026-11-22T13:00:00+00:00") -> Answer:
        argv = ["verify", "--text", text, "--public", str(desk.folder), "--at", at, *words]
        exit_code = main(argv)
        printed = capsys.readouterr()
        return Answer(exit_code, printed.out, printed.err)

    return run


class TestAnswers:
    """Good, not good, cannot tell; by words, by JSON and by exit code."""

    def test_a_good_card_says_good_and_by_whom(self, desk, verify):
        answer = verify(desk.issue())
        assert answer.exit_code == 0
        assert "GOOD" in answer.out
        assert "NOT GOOD" not in answer.out
        assert "Elm City" in answer.out
        assert desk.number.display in answer.out
        assert "2030-11-20" in answer.out
        assert "made 1 hour ago" in answer.out

    def test_a_machine_gets_the_agreed_form(self, desk, verify):
        answer = verify(desk.issue(), "--json")
        assert answer.exit_code == 0
        got = answer.json
        assert (got["verdict"], got["code"], got["step"]) == ("good", "card.valid", 9)
        assert got["lists_age_hours"] == 1.0
        assert got["fields"]["card_number"] == desk.number.display
        assert got["mode"] == "live"

    def test_a_revoked_card_is_no_longer_good_and_nobody_says_why(self, desk, verify):
        desk.bits.set(7)
        desk.publish()
        answer = verify(desk.issue())
        assert answer.exit_code == 1
        assert "NOT GOOD" in answer.out
        assert "no longer good" in answer.out
        assert "+1 203 555 0100" in answer.out
        assert not any(word in answer.out.lower() for word in ("lost", "stolen", "revoked card"))

    def test_a_tampered_card_names_the_step(self, desk, verify):
        text = desk.issue()
        place = len(text) // 2
        other = "0" if text[place] != "0" else "1"
        answer = verify(text[:place] + other + text[place + 1 :], "--json")
        assert answer.exit_code == 1
        assert answer.json["verdict"] == "not_good"
        assert answer.json["step"] in (0, 1, 2, 3, 6)
        assert answer.json["fields"] == {}

    def test_a_website_is_not_a_card(self, verify):
        answer = verify("https://example.org/menu")
        assert answer.exit_code == 1
        assert "not a resident card" in answer.out

    def test_of_another_citys_card_nothing_is_told(self, desk, verify):
        answer = verify(desk.issue(issuer="https://oak.denizen.example"))
        assert answer.exit_code == 2
        assert "CANNOT TELL" in answer.out
        assert "does not know" in answer.out

    def test_an_older_list_answers_as_of_its_date(self, desk, verify):
        answer = verify(desk.issue(), "--json", at="2026-11-23T02:00:00+00:00")
        assert answer.exit_code == 0
        assert answer.json["code"] == "card.valid_as_of"
        assert answer.json["as_of"] == "2026-11-22T12:00:00+00:00"

    def test_a_counter_may_rule_that_an_older_list_tells_nothing(self, desk, verify):
        desk.write_city(stale="cannot_tell")
        answer = verify(desk.issue(), "--json", at="2026-11-23T02:00:00+00:00")
        assert (answer.exit_code, answer.json["code"]) == (2, "status.stale")

    def test_the_text_may_come_by_standard_input(self, desk, verify, monkeypatch):
        class Piped:
            """Stands for a pipe."""

            @staticmethod
            def read():
                return desk.issue() + "\n"

        monkeypatch.setattr(sys, "stdin", Piped)
        assert verify("-").exit_code == 0

    def test_no_code_of_the_table_is_left_without_words(self):
        codes = [c for step in STEPS for c in (*step.good, *step.not_good, *step.cannot_tell)]
        for code in codes:
            case, advice = sentence(code)
            assert case
            assert advice


class TestPictures:
    """The code is read from a picture or a PDF by the press."""

    def show(self, desk, capsys, pictures: Image.Image, *words) -> Answer:
        path = desk.folder.parent / "card.png"
        pictures.save(path)
        argv = ["verify", "--image", str(path), "--public", str(desk.folder), *words]
        exit_code = main([*argv, "--at", "2026-11-22T13:00:00Z"])
        printed = capsys.readouterr()
        return Answer(exit_code, printed.out, printed.err)

    def code(self, text: str) -> Image.Image:
        barcode = zxingcpp.create_barcode(text, zxingcpp.BarcodeFormat.QRCode, ec_level="L")
        return Image.fromarray(np.array(barcode.to_image(scale=4)))

    def test_a_picture_of_the_code_is_good(self, desk, capsys):
        answer = self.show(desk, capsys, self.code(desk.issue()), "--json")
        assert (answer.exit_code, answer.json["code"]) == (0, "card.valid")

    def test_a_picture_without_a_code_tells_nothing(self, desk, capsys):
        answer = self.show(desk, capsys, Image.new("L", (400, 300), 255), "--json")
        assert (answer.exit_code, answer.json["code"]) == (2, "image.no_code")

    def test_a_lamp_on_two_corners_of_the_code_says_nothing_against_the_card(self, desk, capsys):
        code = self.code(desk.issue())
        code.paste(255, (0, 0, code.width, 80))
        answer = self.show(desk, capsys, code)
        assert answer.exit_code == 2
        assert "CANNOT TELL" in answer.out
        assert "Tilt the card away from the lamp" in answer.out

    def test_of_two_cards_in_one_picture_neither_is_chosen(self, desk, capsys):
        first, second = self.code(desk.issue()), self.code(desk.issue())
        both = Image.new("L", (first.width + second.width, max(first.height, second.height)), 255)
        both.paste(first, (0, 0))
        both.paste(second, (first.width, 0))
        answer = self.show(desk, capsys, both)
        assert answer.exit_code == 64
        assert "more than one card" in answer.err

    def test_another_code_beside_the_cards_own_does_not_disturb(self, desk, capsys):
        first, second = self.code("HTTPS://EXAMPLE.ORG"), self.code(desk.issue())
        both = Image.new("L", (first.width + second.width, second.height), 255)
        both.paste(first, (0, 0))
        both.paste(second, (first.width, 0))
        assert self.show(desk, capsys, both).exit_code == 0

    def test_without_the_press_the_part_to_install_is_named(self, desk, capsys, monkeypatch):
        picture = self.code(desk.issue())
        monkeypatch.setitem(sys.modules, "zxingcpp", None)
        monkeypatch.delitem(sys.modules, "denizen_press.read", raising=False)
        answer = self.show(desk, capsys, picture)
        assert answer.exit_code == 64
        assert "locks/run.txt" in answer.err


class TestLists:
    """What happens when a file or a root is missing, wrong, old or forged."""

    def test_without_a_pinned_root_nothing_is_told_and_the_mend_is_named(self, desk, verify):
        (desk.home / "root.pub").unlink()
        answer = verify(desk.issue())
        assert answer.exit_code == 2
        assert "root.pub" in answer.out

    def test_another_root_may_be_named(self, desk, verify, tmp_path):
        elsewhere = tmp_path / "other-root.pub"
        (desk.home / "root.pub").rename(elsewhere)
        assert verify(desk.issue(), "--root", str(elsewhere)).exit_code == 0

    @pytest.mark.parametrize(
        ("name", "code"), [("trust.cose", "trust.none"), ("status.cwt", "status.none")]
    )
    def test_a_missing_list_tells_nothing(self, desk, verify, name, code):
        (desk.folder / name).unlink()
        answer = verify(desk.issue(), "--json")
        assert (answer.exit_code, answer.json["code"]) == (2, code)

    @pytest.mark.parametrize(
        ("name", "code"), [("trust.cose", "trust.malformed"), ("status.cwt", "status.malformed")]
    )
    def test_a_damaged_list_tells_nothing(self, desk, verify, name, code):
        (desk.folder / name).write_bytes(b"damaged")
        answer = verify(desk.issue(), "--json")
        assert (answer.exit_code, answer.json["code"]) == (2, code)

    def test_a_forged_card_is_still_refused_when_only_the_status_list_is_missing(
        self, desk, verify
    ):
        text = desk.issue()
        (desk.folder / "status.cwt").unlink()
        desk.card_key = SoftwareSigner.generate()
        assert verify(text).exit_code == 2
        assert verify(desk.issue()).exit_code == 1

    def test_a_folder_signed_by_a_strangers_root_tells_nothing(self, desk, verify):
        desk.publish(root=SoftwareSigner.generate())
        answer = verify(desk.issue(), "--json")
        assert (answer.exit_code, answer.json["code"]) == (2, "trust.wrong_root")

    def test_a_demonstrations_folder_tells_nothing_at_a_live_counter(self, desk, verify):
        desk.mode = ProgrammeMode.DEMONSTRATION
        desk.publish()
        answer = verify(desk.issue(), "--json")
        assert (answer.exit_code, answer.json["code"]) == (2, "trust.demonstration_at_live")

    def test_a_demonstrations_counter_says_so(self, desk, verify):
        desk.mode = ProgrammeMode.DEMONSTRATION
        desk.publish()
        desk.pin(desk.root, desk.mode)
        answer = verify(desk.issue())
        assert answer.exit_code == 0
        assert "DEMONSTRATION" in answer.out

    def test_a_clock_set_to_1970_is_named(self, desk, verify):
        answer = verify(desk.issue(), at="1970-01-01T00:00:00+00:00")
        assert answer.exit_code == 2
        assert "clock is wrong" in answer.out

    def test_an_older_trust_list_is_noticed_next_time(self, desk, verify):
        text = desk.issue()
        desk.version = 5
        desk.publish()
        assert verify(text).exit_code == 0
        desk.version = 4
        desk.publish()
        answer = verify(text, "--json")
        assert (answer.exit_code, answer.json["code"]) == (2, "trust.rolled_back")

    def test_a_moved_root_is_remembered_and_the_old_one_no_longer_believed(self, desk, verify):
        text, next_root = desk.issue(), SoftwareSigner.generate()
        announced = replace(desk.trust_list(), next_root=next_root.public_key)
        handovers = handovers_of(sign_trust_list(announced, desk.root))
        desk.version = 2
        desk.publish(root=next_root, handovers=handovers)
        assert verify(text).exit_code == 0
        desk.version = 3
        desk.publish(root=desk.root)
        answer = verify(text, "--json")
        assert (answer.exit_code, answer.json["code"]) == (2, "trust.wrong_root")

    def test_a_memory_that_cannot_be_written_is_only_a_warning(self, desk, verify):
        (desk.home / "trust-version.json").mkdir()
        answer = verify(desk.issue())
        assert answer.exit_code == 0
        assert "could not remember" in answer.err

    def test_a_damaged_memory_is_not_taken_for_an_empty_one(self, desk, verify):
        (desk.home / "trust-version.json").write_text("{")
        answer = verify(desk.issue())
        assert answer.exit_code == 64
        assert "trust-version.json" in answer.err

    def test_no_folder_is_a_usage_error(self, desk, verify):
        text = desk.issue()
        desk.folder = desk.folder / "missing"
        assert verify(text).exit_code == 64


class TestServices:
    """A counter is shown what its service may see, and no more."""

    def test_the_pool_sees_the_last_day_only(self, desk, verify):
        answer = verify(desk.issue(), "--service", "pool", "--json")
        assert answer.json["fields"] == {"expires": "2030-11-20"}
        assert answer.json["sealed"] == {}

    def test_a_name_in_clear_is_shown_to_a_service_that_may_see_it_only(self, desk, verify):
        text = desk.issue(name="Rosalía Ñáñez")
        assert "Rosalía" in verify(text, "--service", "library").out
        assert "Rosalía" not in verify(text, "--service", "pool").out
        assert "Rosalía" not in verify(text).out

    def test_an_unknown_service_is_answered_with_the_known_ones(self, desk, verify):
        answer = verify(desk.issue(), "--service", "bank")
        assert answer.exit_code == 64
        assert "library, pool" in answer.err

    def test_a_charter_may_stand_for_the_folders_own_page(self, desk, verify):
        answer = verify(desk.issue(), "--charter", "new-haven", "--service", "library", "--json")
        assert answer.exit_code == 0
        assert "card_number" in answer.json["fields"]

    @pytest.mark.parametrize(
        "change",
        [
            {"services": [{"id": "x", "label": "X", "may_see": ["nationality"]}]},
            {"services": "all"},
            {"fresh_hours": 0},
            {"fresh_hours": True},
            {"stale": "whatever"},
            {"desk_phone": "\x1b[31m"},
        ],
    )
    def test_a_page_with_a_defect_is_refused(self, desk, verify, change):
        desk.write_city(**change)
        answer = verify(desk.issue())
        assert answer.exit_code == 64
        assert "city.json" in answer.err

    def test_the_signed_photo_is_saved_only_when_asked_for(self, desk, verify, tmp_path):
        target = tmp_path / "photo.webp"
        verify(desk.issue())
        assert not target.exists()
        assert verify(desk.issue(), "--photo-out", str(target)).exit_code == 0
        assert target.read_bytes() == PORTRAIT

    def test_a_counter_that_may_not_see_the_photo_cannot_save_it(self, desk, verify, tmp_path):
        target = tmp_path / "photo.webp"
        answer = verify(desk.issue(), "--service", "pool", "--photo-out", str(target))
        assert answer.exit_code == 64
        assert not target.exists()


class TestSealedFields:
    """A typed value is proved with the check code, or it is not."""

    def test_until_it_is_typed_the_name_is_not_checked(self, desk, verify):
        answer = verify(desk.issue(), "--service", "library", "--json")
        assert answer.json["sealed"] == {"name": "not_checked"}

    def test_the_printed_name_matches(self, desk, verify):
        words = ("--check-code", desk.check_code.display, "--name", "ROSALÍA  ñáñez", "--json")
        answer = verify(desk.issue(), *words)
        assert (answer.exit_code, answer.json["sealed"]["name"]) == (0, "matches")

    def test_a_keyboard_without_accents_suffices(self, desk, verify):
        words = ("--check-code", desk.check_code.value.lower(), "--name", "rosalia nanez", "--json")
        answer = verify(desk.issue(), *words)
        assert answer.exit_code == 0
        assert answer.json["sealed"]["name"] == "matches_without_accents"

    def test_another_name_is_not_what_the_city_signed(self, desk, verify):
        words = ("--check-code", desk.check_code.display, "--name", "Somebody Else")
        answer = verify(desk.issue(), *words)
        assert answer.exit_code == 1
        assert "not the name" in answer.out
        assert "genuine" in answer.out
        assert "Somebody" not in answer.out + answer.err

    def test_a_wrong_check_code_proves_nothing(self, desk, verify):
        words = ("--check-code", CheckCode.new().display, "--name", "Rosalía Ñáñez", "--json")
        answer = verify(desk.issue(), *words)
        assert (answer.exit_code, answer.json["code"]) == (1, "sealed.name_differs")

    def test_a_field_that_the_code_does_not_bind_cannot_be_told(self, desk, verify):
        words = ("--check-code", desk.check_code.display, "--address", "214 06513", "--json")
        answer = verify(desk.issue(), *words)
        assert (answer.exit_code, answer.json["code"]) == (2, "sealed.address_not_bound")

    def test_a_birth_date_in_clear_is_compared_too(self, desk, verify):
        text = desk.issue(birth_date=date(1987, 3, 14), sealed=None)
        code = desk.check_code.display
        right = verify(text, "--check-code", code, "--birth-date", "1987-03-14")
        wrong = verify(text, "--check-code", code, "--birth-date", "1988-03-14")
        assert (right.exit_code, wrong.exit_code) == (0, 1)

    def test_a_value_without_its_check_code_is_a_usage_error(self, desk, verify):
        assert verify(desk.issue(), "--name", "Rosalía Ñáñez").exit_code == 64
        assert verify(desk.issue(), "--check-code", desk.check_code.display).exit_code == 64

    def test_a_counter_that_may_not_see_the_name_cannot_check_it(self, desk, verify):
        words = ("--check-code", desk.check_code.display, "--name", "Rosalía Ñáñez")
        answer = verify(desk.issue(), "--service", "pool", *words)
        assert answer.exit_code == 64
        assert "Rosal" not in answer.err
