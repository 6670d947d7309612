"""What a run was made with: versions and the machine, so that it can be repeated or its speed understood."""

from __future__ import annotations

import os
import platform
from importlib.metadata import PackageNotFoundError, version
from pathlib import Path
from typing import Any

_PACKAGES = ("keras", "tensorflow", "numpy", "pydantic", "tensorboard", "polars", "scikit-learn")


def environment() -> dict[str, Any]:
    """Versions and machine, as plain data.

    Returns:
        `kbuild`, `python`, `packages` (those that are installed) and `machine`. No name of a user, a host or
        a folder: a run's folder can be given away.
    """
    from kbuild import __version__

    return {
        "kbuild": __version__,
        "python": platform.python_version(),
        "packages": {name: found for name in _PACKAGES if (found := _version(name)) is not None},
        "machine": machine(),
    }


def machine() -> dict[str, Any]:
    """Platform, processors and memory."""
    return {
        "platform": platform.platform(),
        "processor": _processor(),
        "cpus": _cpus(),
        "memory_bytes": _memory(),
        "gpus": _gpus(),
    }


def _version(name: str) -> str | None:
    try:
        return version(name)
    except PackageNotFoundError:
        return None


def _cpus() -> int | None:
    """The processors that this process may use, which a container makes fewer than there are."""
    allowed = getattr(os, "sched_getaffinity", None)
    return len(allowed(0)) if allowed is not None else os.cpu_count()


def _memory() -> int | None:
    names = getattr(os, "sysconf_names", {})
    if "SC_PHYS_PAGES" not in names or "SC_PAGE_SIZE" not in names:
        return None
    return os.sysconf("SC_PHYS_PAGES") * os.sysconf("SC_PAGE_SIZE")


def _processor() -> str:
    info = Path("/proc/cpuinfo")
    lines = info.read_text("utf-8").splitlines() if info.is_file() else []
    named = (line.partition(":")[2].strip() for line in lines if line.startswith("model name"))
    return next(named, platform.processor() or platform.machine())


def _gpus() -> list[str]:
    import tensorflow as tf

    devices = tf.config.list_physical_devices("GPU")
    return [
        str(tf.config.experimental.get_device_details(each).get("device_name", each.name)) for each in devices
    ]
