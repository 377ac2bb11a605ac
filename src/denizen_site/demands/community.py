"""The rules of the community that the programme is bound to; the model's where it wrote none."""

from __future__ import annotations

from denizen.policy import Community
from denizen_site.config.charter_folder import rules_of
from denizen_site.config.policy_folder import community_once
from denizen_site.custody.queries import programme


def bound_community() -> Community:
    """Give the rules of the programme's community; raises `PolicyFaultsError` for a faulty text."""
    return community_once(rules_of(programme().charter_id))
