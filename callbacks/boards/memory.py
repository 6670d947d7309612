"""The memory that a training takes."""

from __future__ import annotations

import os
from pathlib import Path

import tensorflow as tf

_STATM = Path("/proc/self/statm")
_MIB = 2**20


def memory() -> dict[str, float]:
    """Measures the memory of this process and of its GPUs.

    Returns:
        `memory_mib` for the process (the most so far, where the system tells no present value), and
        `memory_mib_gpu_0`, ... for each GPU.
    """
    found = {"memory_mib": _own()}
    for index, _ in enumerate(tf.config.list_logical_devices("GPU")):
        used = tf.config.experimental.get_memory_info(f"GPU:{index}")["current"]
        found[f"memory_mib_gpu_{index}"] = used / _MIB
    return {name: value for name, value in found.items() if value}


def _own() -> float:
    if _STATM.exists():
        return int(_STATM.read_text("ascii").split()[1]) * os.sysconf("SC_PAGE_SIZE") / _MIB
    try:
        import resource
    except ImportError:
        # Windows, where only other packages know.
        return 0.0
    most: int = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss
    return most / _MIB if os.uname().sysname == "Darwin" else most / 1024
