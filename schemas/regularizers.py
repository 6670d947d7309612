"""Keras's regularizers as types of the language; see `regularizers.pyi` for what each takes."""

from kbuild.schemas.lazy import module

__getattr__, __dir__ = module(__name__, "regularizer")
