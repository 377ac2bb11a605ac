"""The rules of the community that the programme is bound to, read once a process."""

from __future__ import annotations

from functools import lru_cache

from denizen.policy import Community, load_community
from denizen_site.config.policy_folders import policy_folders
from denizen_site.custody.queries import programme


def bound_community() -> Community | None:
    """Give the rules of the programme's community, or none where nobody has written any.

    Raises `PolicyFaultsError` for a faulty text.
    """
    return read_once(programme().charter_id)


@lru_cache(maxsize=4)
def read_once(charter_id: str) -> Community | None:
    """Read a community's rules and keep them: a door is started anew to change them."""
    folders = policy_folders()
    return load_community(charter_id, folders) if charter_id in folders else None
