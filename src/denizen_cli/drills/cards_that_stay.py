"""A few real cards of a drill's city, signed and pressed, which must verify whatever is burned."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import timedelta
from typing import TYPE_CHECKING, Final

from denizen.credential.holder import parse_holder
from denizen.errors import DenizenError
from denizen.status import open_status_list
from denizen.trust import open_trust_list
from denizen.verification import RelyingPartyRule, WhenStale, verify

if TYPE_CHECKING:
    from denizen_cli.drills.custodian_city import CustodianCity

NAMES: Final = ("layla", "rosalia")
RULE: Final = RelyingPartyRule(timedelta(hours=24), WhenStale.AS_OF)


@dataclass(frozen=True, slots=True)
class MadeCards:
    """The codes of the cards, as a counter reads them."""

    texts: tuple[str, ...] = field(repr=False)

    def still_good(self, city: CustodianCity) -> int:
        """Count the cards that a counter believes today, by the lists as they are published now."""
        from denizen_cli.public_folder import read_pin
        from denizen_site.lifecycle.publishing import publish

        public, at = city.place / "public", city.at
        public.mkdir(exist_ok=True)
        publish(out=public, charter=city.charter, at=at)
        pin = read_pin(city.home / "root.pub")
        data = (public / "trust.cose").read_bytes()
        trust = open_trust_list(data, pin=pin, at=at, minimum_version=0)
        status = open_status_list((public / "status.cwt").read_bytes(), trust=trust, at=at)
        good = 0
        for text in self.texts:
            try:
                verify(text, trust=trust, status=status, at=at, rule=RULE)
            except DenizenError:
                continue
            good += 1
        return good


def made_cards(city: CustodianCity) -> MadeCards:
    """Issue a card to each of the people whom this project draws and who do not exist."""
    from denizen_press.portraits import draw_portrait
    from denizen_site.issuance.actions import IssueOrder, issue_card

    texts = []
    for number, name in enumerate(NAMES):
        person = {
            "name": f"{name.title()} Nadie",
            "birth_date": "1988-04-05",
            "address": {"mode": "none"},
            "signature": name,
            "card_language": "en",
        }
        holder = parse_holder(person, where="drill")
        out = city.place / f"card-{number}"
        order = IssueOrder(charter=city.charter, holder=holder, photo=draw_portrait(name), out=out)
        texts.append(issue_card(order, at=city.at).qr_text)
    return MadeCards(tuple(texts))
