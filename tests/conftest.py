"""Settings of all tests: Hypothesis tries the same examples in every run, unless it is asked to explore.

KBUILD_EXPLORE=1 pytest ...    tries new examples in each run, and remembers those that failed
"""

from __future__ import annotations

import os

from hypothesis import settings

settings.register_profile("same", derandomize=True, deadline=None)
settings.register_profile("explore", deadline=None, print_blob=True)
settings.load_profile("explore" if os.environ.get("KBUILD_EXPLORE") else "same")
