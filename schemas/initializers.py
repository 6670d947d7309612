"""Keras's initializers as types of the language; see `initializers.pyi` for what each takes."""

from kbuild.schemas.lazy import module

__getattr__, __dir__ = module(__name__, "initializer")
