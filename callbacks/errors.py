"""The exceptions of the callbacks, which stand alone: a plain Keras user catches them without kbuild."""

from __future__ import annotations


class MonitorError(ValueError):
    """A callback watches a value that the training does not compute, or whose direction nobody knows."""


class CheckpointError(RuntimeError):
    """A checkpoint is missing, damaged, of a later format, or of another model."""
