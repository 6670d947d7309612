"""Keras's ops as types of the language, from the catalog; see `ops.pyi` for what each takes."""

from kbuild.schemas.lazy import module

__getattr__, __dir__ = module(__name__, "op")
