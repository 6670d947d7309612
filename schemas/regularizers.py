"""Keras's regularizers as types of the language, from the catalog; see `regularizers.pyi` for what each takes."""

from .lazy import module

__getattr__, __dir__ = module(__name__, "regularizer")
