"""NaN, infinity and labels without a unit are named with their place."""

from __future__ import annotations

from typing import Any

import numpy as np
import pytest

from conftest import Refused  # noqa: F401
