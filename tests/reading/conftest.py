"""What the tests of reading share."""

from __future__ import annotations

from hypothesis import HealthCheck, settings

# The machine that runs these is shared, so a single slow example says nothing.
settings.register_profile("reading", deadline=None, suppress_health_check=[HealthCheck.too_slow])
settings.load_profile("reading")
