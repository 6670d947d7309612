"""What a constructor accepts, found by calling it with one argument changed.

Keras checks less than half of what could be wrong, so acceptance proves little; a refusal proves that a type
or a value is not allowed.
"""

from __future__ import annotations

import warnings
from collections.abc import Set
from typing import Any

from kbuild.building.catalog.evidence import Evidence
from kbuild.building.catalog.samples import as_tuple, beside, needed, type_samples
from kbuild.building.catalog.signatures import Parameter


class Probe:
    """Constructs one type again and again, each time with one argument set to something else.

    Args:
        cls: The class, or the function that makes the instance.
        name: Its name in the catalog.

    Example:
        >>> import keras
        >>> Probe(keras.layers.Dropout, "Dropout").accepts("rate", 1.5)
        False
    """

    def __init__(self, cls: type, name: str) -> None:
        self._cls = cls
        self._name = name
        self.works = self.construct() is not None

    def construct(self, **changed: Any) -> Any:
        """Construct an instance; None when a sample is missing or the constructor refuses."""
        arguments = needed(self._cls, self._name)
        if arguments is None:
            return None
        with warnings.catch_warnings():
            warnings.simplefilter("ignore")
            try:
                return self._cls(**{**arguments, **changed})
            except Exception:  # any refusal, of whatever class, is an answer
                return None

    def accepts(self, argument: str, value: Any) -> bool:
        """Say whether the constructor takes a value for an argument, a list as it is or as a tuple."""
        company = {} if value is None else beside(self._name, argument)
        spellings = [as_tuple(value), value] if isinstance(value, list) else [value]
        return any(self.construct(**{**company, argument: each}) is not None for each in spellings)

    def confirmed(self, argument: str, claimed: Evidence, *, sure: Set[str] = frozenset()) -> Evidence:
        """Keep, of the types and texts that sources claim, those that the constructor does not refuse.

        Args:
            argument: The argument's name.
            claimed: What the sources say together.
            sure: Types that need no trial: the default's.

        Returns:
            The same without what is refused; as it was when all is refused: then the sample is at fault.
        """
        texts = tuple(text for text in claimed.enum if self.accepts(argument, text))
        kept = {word for word in claimed.types if word in sure or self._some(argument, word, texts)}
        if not kept - {"null"}:
            return claimed
        return Evidence(kept, texts, claimed.length)

    def takes(self, parameter: Parameter, claimed: Evidence) -> bool:
        """Say whether the class takes an inherited argument at all: its default and something else."""
        if not parameter.required and not self.accepts(parameter.name, parameter.default):
            return False
        others = claimed.types - {"null"}
        return not others or any(self._some(parameter.name, word, claimed.enum) for word in others)

    def lengths(self, argument: str, item: str) -> tuple[int, ...]:
        """Find the lengths that a list may have, of those from 1 to 5."""
        return tuple(
            count
            for count in range(1, 6)
            if any(self.accepts(argument, value) for value in type_samples(f"list[{item}]", length=count))
        )

    def _some(self, argument: str, word: str, enum: tuple[str, ...]) -> bool:
        samples = type_samples(word, enum)
        return not samples or any(self.accepts(argument, value) for value in samples)
