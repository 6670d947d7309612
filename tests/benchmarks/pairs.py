"""How often one mistake in a document hides another.

    python tests/benchmarks/pairs.py [SEED]

Words of the gallery's documents are misspelt, or replaced by a wrong value, two at a time and at random; such
count as are one error each. Printed is how many pairs were tried, and in how many of them an error that
either mistake gives by itself was not told.
"""

from __future__ import annotations

import itertools
import random
import sys
from collections import Counter
from collections.abc import Iterator

import yaml

from kbuild import gallery
from kbuild.checking.load import check

Change = tuple[int, int, str]
_WORDS, _PAIRS = 40, 60
_WRONG = ("zzq", "-7", "[zz, {a: b}]")


def changes(node: yaml.Node | None, dice: random.Random, *, key: bool = False) -> Iterator[Change]:
    """A mistake for each word of a document: a key with a letter too many, a value that is none."""
    if isinstance(node, yaml.ScalarNode):
        if node.style not in ("|", ">"):
            wrong = f"{node.value}x" if key else dice.choice(_WRONG)
            yield node.start_mark.index, node.end_mark.index, wrong
    elif isinstance(node, yaml.SequenceNode):
        for each in node.value:
            yield from changes(each, dice)
    elif isinstance(node, yaml.MappingNode):
        for name, value in node.value:
            yield from changes(name, dice, key=True)
            yield from changes(value, dice)


def errors(text: str, *made: Change) -> Counter[str]:
    """The errors of a text with changes, by code and part of the document."""
    for start, end, wrong in sorted(made, reverse=True):
        text = text[:start] + wrong + text[end:]
    found = (each for each in check(text) if each.severity == "error")
    return Counter(f"{each.code} in {each.path.partition('.')[0]}" for each in found)


def main(seed: int) -> None:
    """Tries pairs in each of the gallery's documents."""
    dice, tried, hidden = random.Random(seed), 0, 0
    for name in sorted(gallery.names()):
        text = gallery.path(name).read_text("utf-8")
        words = list(changes(yaml.compose(text, Loader=yaml.SafeLoader), dice))
        alone = {each: errors(text, each) for each in dice.sample(words, min(_WORDS, len(words)))}
        pairs = list(itertools.combinations([each for each, found in alone.items() if found.total() == 1], 2))
        for one, other in dice.sample(pairs, min(_PAIRS, len(pairs))):
            together = errors(text, one, other)
            tried += 1
            hidden += bool(alone[one] - together or alone[other] - together)
    print(f"{tried:,} pairs of mistakes; in {hidden} one hid the other")


if __name__ == "__main__":
    main(int(sys.argv[1]) if len(sys.argv) > 1 else 0)
