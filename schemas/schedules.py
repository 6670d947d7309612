"""Keras's schedules as types of the language, from the catalog; see `schedules.pyi` for what each takes."""

from kbuild.schemas.lazy import module

__getattr__, __dir__ = module(__name__, "schedule")
