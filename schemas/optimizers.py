"""Keras's optimizers as types of the language, from the catalog; see `optimizers.pyi` for what each takes."""

from kbuild.schemas.lazy import module

__getattr__, __dir__ = module(__name__, "optimizer")
