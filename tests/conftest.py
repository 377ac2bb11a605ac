"""How hypothesis works here: by count, never by the clock, since machines that test are shared."""

from __future__ import annotations

from hypothesis import HealthCheck, settings

settings.register_profile("denizen", deadline=None, suppress_health_check=[HealthCheck.too_slow])
settings.load_profile("denizen")
