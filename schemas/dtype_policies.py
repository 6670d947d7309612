"""Keras's data type policies as types of the language, from the catalog; see `dtype_policies.pyi` for what each takes."""

from .lazy import module

__getattr__, __dir__ = module(__name__, "dtype_policy")
