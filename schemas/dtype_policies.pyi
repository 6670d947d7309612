"""The dtype_policies of Keras 3.15.1, for editors; written by `python -m kbuild.building.catalog`."""

from collections.abc import Mapping, Sequence
from typing import Any, Literal, TypeAlias

from kbuild.schemas.objects import Object

# An object, or what the language has in its place: a name, or `{name: {argument: value}}`.
_Written: TypeAlias = str | Mapping[str, Any] | Object

class AWQDTypePolicy(Object):
    """Quantized dtype policy for AWQ quantization."""

    mode: str
    source_name: _Written | None
    def __init__(self, *, mode: str, source_name: _Written | None = ...) -> None: ...
class DTypePolicy(Object):
    """A dtype policy for a Keras layer."""

    name: _Written | None
    def __init__(self, *, name: _Written | None = ...) -> None: ...
class DTypePolicyMap(Object):
    """Dict-like object mapping layer paths to `DTypePolicy` instances."""

    default_policy: _Written | None
    policy_map: Mapping[str, _Written] | None
    def __init__(self, *, default_policy: _Written | None = ..., policy_map: Mapping[str, _Written] | None = ...) -> None: ...
class FloatDTypePolicy(Object):
    """FloatDTypePolicy"""

    def __init__(self) -> None: ...
class GPTQDTypePolicy(Object):
    """Quantized dtype policy for GPTQ quantization."""

    mode: str
    source_name: _Written | None
    def __init__(self, *, mode: str, source_name: _Written | None = ...) -> None: ...
class Int4DTypePolicy(Object):
    """Quantized dtype policy for int4 quantization."""

    mode: str
    source_name: _Written | None
    def __init__(self, *, mode: str, source_name: _Written | None = ...) -> None: ...
class QuantizedDTypePolicy(Object):
    """QuantizedDTypePolicy"""

    mode: Literal["int8", "float8", "int4"]
    source_name: _Written | None
    def __init__(self, *, mode: Literal["int8", "float8", "int4"], source_name: _Written | None = ...) -> None: ...
class QuantizedFloat8DTypePolicy(Object):
    """QuantizedFloat8DTypePolicy"""

    mode: Literal["float8"]
    source_name: _Written | None
    amax_history_length: int
    def __init__(self, *, mode: Literal["float8"], source_name: _Written | None = ..., amax_history_length: int = ...) -> None: ...
