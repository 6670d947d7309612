"""The results of a functional model by their names, and how an entry's `from` and `call` take them."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from typing import Any

from kbuild.checking.shapes.outcomes import Mismatch
from kbuild.checking.shapes.tensors import UNKNOWN, Structure, Tensor, shown
from kbuild.schemas.wiring import Reference, is_reference, reference


@dataclass(slots=True)
class Results:
    """Results by name, and what was found wrong while they were taken.

    Args:
        by_name: The inputs and the results of the entries so far.
        slips: What does not fit about the references taken since the last look.
    """

    by_name: dict[str, Structure] = field(default_factory=dict)
    slips: list[Mismatch] = field(default_factory=list)

    def take(self, links: Any) -> Structure:
        """The results that a `from` or `outputs` names, in its structure."""
        if isinstance(links, str):
            return self._one(reference(links))
        if isinstance(links, Mapping):
            return {key: self.take(each) for key, each in links.items()}
        return tuple(self.take(each) for each in links)

    def argument(self, written: Any) -> Any:
        """A value of `call`: the name of a result is that result, anything else a plain value."""
        if isinstance(written, str):
            name = written.split("[", 1)[0].strip()
            return (
                self._one(reference(written)) if name in self.by_name and is_reference(written) else written
            )
        if isinstance(written, Mapping):
            return {key: self.argument(each) for key, each in written.items()}
        if isinstance(written, (list, tuple)):
            return tuple(self.argument(each) for each in written)
        return written

    def looked(self) -> tuple[Mismatch, ...]:
        """What was found since the last look."""
        found, self.slips = tuple(self.slips), []
        return found

    def _one(self, link: Reference) -> Structure:
        whole = self.by_name.get(link.name, UNKNOWN)
        if link.item is None:
            return whole
        if isinstance(whole, Tensor):
            return self._sample(link, whole)
        try:
            return whole[link.item]  # type: ignore[index]  # a wrong key is what is looked for
        except (KeyError, IndexError, TypeError):
            self.slips.append(_no_such(link, whole))
            return UNKNOWN

    def _sample(self, link: Reference, whole: Tensor) -> Structure:
        if not whole.shape:
            return UNKNOWN
        message = (
            f"`{link.name}` gives one tensor, {shown(whole.shape)}, so `{link}` is a single sample of it"
        )
        hint = f"write `{link.name}` for the whole; `[...]` chooses among several results of a layer"
        self.slips.append(Mismatch("single-result", message, hint, severity="warning"))
        return replace(whole, shape=whole.shape[1:])


def _no_such(link: Reference, whole: Structure) -> Mismatch:
    if isinstance(whole, dict):
        have = f"results by the names {', '.join(sorted(whole))}"
    else:
        have = (
            f"{len(whole)} results, [0] to [{len(whole) - 1}]" if isinstance(whole, tuple) else "one result"
        )
    hint = "recurrent layers give their states as further results with `return_state: true`"
    return Mismatch("unknown-result", f"`{link.name}` gives {have}; there is no `{link}`", hint)
