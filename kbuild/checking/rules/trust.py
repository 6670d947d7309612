"""Types that run code which is not Keras's, or open connections: for Python code, not for a document."""

from __future__ import annotations

from collections.abc import Iterator

from kbuild.checking.finding import Finding
from kbuild.checking.rules.registry import Placed, for_types
from kbuild.schemas.trust import UNTRUSTED


@for_types(*UNTRUSTED)
def types_that_need_trust(placed: Placed) -> Iterator[Finding]:
    """What such a type does cannot be known from the document, so no document can ask for it."""
    text = f"a document cannot use {placed.spec.type_name}: it {UNTRUSTED[placed.spec.type_name]}"
    yield placed.finding("needs-trust", text, hint="use it from Python code, which can be trusted")
