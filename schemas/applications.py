"""Keras's applications as types of the language; see `applications.pyi` for what each takes."""

from kbuild.schemas.lazy import module

__getattr__, __dir__ = module(__name__, "application")
