"""Keras's applications as types of the language, from the catalog; see `applications.pyi` for what each takes."""

from .lazy import module

__getattr__, __dir__ = module(__name__, "application")
