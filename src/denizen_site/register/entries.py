"""Everything that is kept, sent or logged, room by room; `tests/site` holds it equal to what there is.

A room's own file holds its entries; a new column, cookie, header, log field, cache key, file or session key
goes there, with its purpose and its life.
"""

from __future__ import annotations

from denizen_site.register.accounts_entries import ACCOUNTS_ENTRIES
from denizen_site.register.adjudication_entries import ADJUDICATION_ENTRIES
from denizen_site.register.counter_entries import COUNTER_ENTRIES
from denizen_site.register.custody_entries import CUSTODY_ENTRIES
from denizen_site.register.demands_entries import DEMANDS_ENTRIES
from denizen_site.register.desk_entries import DESK_ENTRIES
from denizen_site.register.doors_entries import DOORS_ENTRIES
from denizen_site.register.enrolment_entries import ENROLMENT_ENTRIES
from denizen_site.register.entry import Entry
from denizen_site.register.framework_entries import FRAMEWORK_ENTRIES
from denizen_site.register.issuance_entries import ISSUANCE_ENTRIES
from denizen_site.register.ledger_entries import LEDGER_ENTRIES
from denizen_site.register.lifecycle_entries import LIFECYCLE_ENTRIES
from denizen_site.register.one_card_entries import ONE_CARD_ENTRIES
from denizen_site.register.open_pages_entries import OPEN_PAGES_ENTRIES
from denizen_site.register.pocket_entries import POCKET_ENTRIES
from denizen_site.register.refused_cards_entries import REFUSED_CARDS_ENTRIES

ENTRIES: tuple[Entry, ...] = (
    *ENROLMENT_ENTRIES,
    *ISSUANCE_ENTRIES,
    *LIFECYCLE_ENTRIES,
    *ONE_CARD_ENTRIES,
    *ADJUDICATION_ENTRIES,
    *REFUSED_CARDS_ENTRIES,
    *DEMANDS_ENTRIES,
    *DESK_ENTRIES,
    *LEDGER_ENTRIES,
    *OPEN_PAGES_ENTRIES,
    *ACCOUNTS_ENTRIES,
    *CUSTODY_ENTRIES,
    *DOORS_ENTRIES,
    *COUNTER_ENTRIES,
    *POCKET_ENTRIES,
    *FRAMEWORK_ENTRIES,
)
