"""Keras's data type policies as types of the language; see `dtype_policies.pyi` for what each takes."""

from kbuild.schemas.lazy import module

__getattr__, __dir__ = module(__name__, "dtype_policy")
