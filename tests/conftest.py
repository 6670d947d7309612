"""Settings of all tests: Hypothesis tries the same examples in every run, unless it is asked to explore.

KBUILD_EXPLORE=1 pytest ...                 tries new examples in each run, and remembers those that failed
KBUILD_SLOW_MINUTES=20 pytest -m slow --no-loadscope-reorder
                                            begins no test after so many minutes; the rest is skipped
"""

from __future__ import annotations

import os
import signal
import time

import pytest
from hypothesis import settings

if signal.getsignal(signal.SIGINT) is signal.SIG_IGN:
    # As it is in what a script starts in the background; tests send it to themselves.
    signal.signal(signal.SIGINT, signal.default_int_handler)
settings.register_profile("same", derandomize=True, deadline=None)
settings.register_profile("explore", deadline=None, print_blob=True)
settings.load_profile("explore" if os.environ.get("KBUILD_EXPLORE") else "same")

_BEGAN = time.monotonic()
# What tries all there is of something comes last: of it a part says most of what the whole would say.
_EXHAUSTIVE = frozenset({"test_training.py", "test_application_models.py", "test_applications.py"})
_MINUTES = float(os.environ.get("KBUILD_SLOW_MINUTES", "inf"))


def pytest_runtest_setup(item: pytest.Item) -> None:
    """Skips what would begin after the time that was given."""
    if time.monotonic() - _BEGAN > _MINUTES * 60:
        pytest.skip(f"the {_MINUTES:g} minutes of KBUILD_SLOW_MINUTES are over")


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """Puts what can be left out behind what cannot."""
    items.sort(key=lambda item: item.path.name in _EXHAUSTIVE)
