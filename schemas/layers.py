"""Keras's layers as types of the language, from the catalog; see `layers.pyi` for what each takes."""

from kbuild.schemas.lazy import module

__getattr__, __dir__ = module(__name__, "layer")
