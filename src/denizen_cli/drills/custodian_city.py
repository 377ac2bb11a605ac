"""A city of the drill's own that looks for second cards, with four custodians in processes of their own."""

from __future__ import annotations

import os
import secrets
import shutil
import socket
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator
from contextlib import ExitStack, contextmanager
from dataclasses import dataclass, field
from datetime import date, datetime, timedelta
from pathlib import Path
from typing import TYPE_CHECKING, Final

from denizen.charter import Charter, Epoch, OneCard, load_charter
from denizen.credential import CardNumber
from denizen.linkage.oprf import KeyShare, PublicKey, accept, deal, write_share
from denizen.linkage.oprf.ceremony import Plan
from denizen_cli.invented_council import charter_with_check
from denizen_cli.served_city import free_port
from denizen_custodian.certificates import issue, make_authority
from denizen_custodian.durable import write_whole
from denizen_custodian.folder import CustodianFolder
from denizen_custodian.sodium import opened_group
from denizen_site.config.charter_folder import read_folder
from denizen_site.errors import StateError

if TYPE_CHECKING:
    from denizen_site.one_card.checking import Checked

RULES: Final = """\
opens = "00:00"
closes = "23:59:59.999999"
time_zone = "{zone}"
persons_a_day = 1000000
burn_on = 2999-01-01
listen = "127.0.0.1:{port}"
"""


@dataclass(frozen=True, slots=True)
class CustodianCity:
    """The city: its home, its charter, the custodians' folders, and the instant at which it is played."""

    place: Path
    charter: Charter
    folders: tuple[CustodianFolder, ...]
    at: datetime
    outputs: dict[str, list[bytes]] = field(default_factory=dict, repr=False)

    @property
    def home(self) -> Path:
        """Give the programme's home."""
        return self.place / "home"

    @property
    def mode(self) -> OneCard:
        """Give the check as the charter has it."""
        if self.charter.one_card is None:
            raise TypeError("the drill's charter has the check on")
        return self.charter.one_card

    @property
    def epoch(self) -> Epoch:
        """Give the epoch of the drill's day."""
        return self.mode.live(self.at.date())[-1]

    def enrol(self, name: str, born: date) -> None:
        """Check somebody, and note them with a card's bare row; their places are kept for the drill's truth."""
        from django.db import transaction

        from denizen_site.issuance.models import Card
        from denizen_site.one_card.keeping import keep

        checked = self.checked(name, born)
        with transaction.atomic():
            row = Card.objects.create(
                number=CardNumber.new().value,
                status_index=secrets.randbelow(2**30),
                lineage=secrets.token_bytes(16),
                first_day=self.at.date(),
                last_day=self.at.date() + timedelta(days=365),
                print_state="handed_over",
                revocation_code_hash=bytes(48),
            )
            keep(checked, row.number, known=[each.lineage for each in checked.matches])
        self.outputs[name] = [place.output for each in checked.places for place in each.all]

    def checked(self, name: str, born: date) -> Checked:
        """Check somebody with the custodians' help; raises `StateError` when they did not answer."""
        from denizen_site.one_card.checking import check

        found = check(self.charter, name=name, born=born, at=self.at)
        if found is None or found.waits:
            raise StateError("drill.custodians_away", "the drill's custodians did not answer")
        return found


@contextmanager
def custodian_city(*, at: datetime, embedded: bool = False) -> Iterator[CustodianCity]:
    """Make the city in a temporary folder, and forget all of it at the end."""
    with ExitStack() as stack:
        place = Path(stack.enter_context(tempfile.TemporaryDirectory(prefix="denizen-drill-")))
        charter = started(place, at=at)
        folders = () if embedded else tuple(folders_with_shares(place, charter, at=at))
        city = CustodianCity(place, charter, folders, at)
        if embedded:
            from denizen_site.one_card.custodians import embed

            embed(city.mode, city.epoch)
        else:
            introduce(city)
            for each in folders:
                stack.enter_context(serving(each))
        yield city


def started(place: Path, *, at: datetime) -> Charter:
    """Write the charter, begin the programme, and make this process its desk."""
    from denizen_site.config import boot

    folder = charter_with_check(place, first=at.date().replace(day=1))
    os.environ["DENIZEN_CHARTERS"] = str(folder.parent)
    charter = load_charter(read_folder(folder))
    boot.start(place / "home", variables={})
    from denizen.trust import ProgrammeMode
    from denizen_site.custody import actions

    mode = ProgrammeMode.DEMONSTRATION
    actions.initialise(mode=mode, charter=charter, at=at, list_size=2**16)
    return charter


def folders_with_shares(
    place: Path, charter: Charter, *, at: datetime
) -> Iterator[CustodianFolder]:
    """Hold the ceremony, make certificates, and give each custodian a folder."""
    mode = charter.one_card
    if mode is None:
        raise TypeError("the drill's charter has the check on")
    plan = Plan(mode.live(at.date())[-1].name, mode.needed, len(mode.custodians))
    group, numbers = opened_group("rbcl"), range(1, plan.count + 1)
    dealings = [deal(plan, dealer, group=group) for dealer in numbers]
    authority = make_authority("drill", at=at)
    station = place / "station"
    station.mkdir(mode=0o700)
    for own in (*numbers, 0):
        folder = place / f"custodian-{own}" if own else station
        folder.mkdir(mode=0o700, exist_ok=True)
        issued = issue(authority, folder.name, host="127.0.0.1" if own else None, at=at)
        write_whole(folder / "tls.pem", issued.certificate, mode=0o644)
        write_whole(folder / "tls.key", issued.key, mode=0o600)
        write_whole(folder / "authority.pem", authority.certificate, mode=0o644)
        if own:
            share = accept(plan, own, dealings=dealings, group=group)
            write_whole(folder / "share.json", write_share(share), mode=0o600)
            (folder / "custodian.toml").write_text(
                RULES.format(port=free_port(), zone=charter.time_zone)
            )
            yield CustodianFolder(folder)


def introduce(city: CustodianCity) -> None:
    """Tell the programme who its custodians are."""
    from denizen_site.one_card import custodians

    public = share_in(city.folders[0]).public
    signers = {
        index: each.signing_key().public_key().public_bytes_raw()
        for index, each in enumerate(city.folders, start=1)
    }
    into = custodians.folder()
    custodians.write_key(custodians.EpochKey(public, signers), into=into)
    for name in ("tls.pem", "tls.key", "authority.pem"):
        shutil.copy(city.place / "station" / name, into / name)
    lines = [
        f'[[custodian]]\nindex = {index}\nhost = "127.0.0.1"\nport = {port_of(each)}\n'
        for index, each in enumerate(city.folders, start=1)
    ]
    (into / custodians.RULES).write_text("\n".join(lines))


def share_in(folder: CustodianFolder) -> KeyShare:
    """Read a custodian's share, as whoever takes its folder would."""
    return folder.read_share(opened_group("rbcl"))


def public_key(city: CustodianCity) -> PublicKey:
    """Give the epoch's public key."""
    from denizen_site.one_card.custodians import key_of

    key = key_of(city.epoch)
    if key is None:
        raise StateError("drill.no_key", "the drill's epoch has no key")
    return key.public


def port_of(folder: CustodianFolder) -> int:
    """Give the port at which a custodian listens."""
    return int(folder.rules().listen.rpartition(":")[2])


@contextmanager
def serving(folder: CustodianFolder) -> Iterator[subprocess.Popen[bytes]]:
    """Run one custodian in a process of its own."""
    command = str(Path(sys.executable).with_name("denizen"))
    process = subprocess.Popen(  # noqa: S603 - our own command with our own words
        [command, "custodian", "serve", "--folder", str(folder.path), "--library", "rbcl"],
        stdout=subprocess.DEVNULL,
    )
    try:
        wait_for(port_of(folder))
        yield process
    finally:
        process.terminate()
        process.wait(20)


def wait_for(port: int) -> None:
    """Wait until somebody listens; raises `StateError` after twenty seconds."""
    end = time.monotonic() + 20
    while time.monotonic() < end:
        with socket.socket() as line:
            if line.connect_ex(("127.0.0.1", port)) == 0:
                return
        time.sleep(0.05)
    raise StateError("drill.custodian_shut", "a custodian of the drill did not open")
