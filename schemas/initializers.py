"""Keras's initializers as types of the language, from the catalog; see `initializers.pyi` for what each takes."""

from .lazy import module

__getattr__, __dir__ = module(__name__, "initializer")
