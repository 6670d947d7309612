"""Codes of mistakes in types, arguments, keys and their values, held against the catalog of Keras."""

from __future__ import annotations

from kbuild.checking.codes import Code, graph, stack

_RIGHT = stack("Dense: {units: 3}")

CODES = (
    Code(
        "missing-argument",
        "A type needs an argument that is not given.",
        "Keras has no default for it.",
        stack("Dense: {activation: relu}"),
        stack("Dense: {units: 3, activation: relu}"),
    ),
    Code(
        "missing-key",
        "A part of the document needs a key that is not given.",
        "Only `model` is needed in every document, and in a model its `layers`. Its `style` may be left out "
        "where the other keys show it.",
        "model:\n  style: sequential\n",
        stack("Flatten"),
    ),
    Code(
        "missing-type",
        "A mapping stands where a type is meant, and is empty.",
        "Every object is written `Type` or `{Type: {argument: value}}`.",
        stack("{}"),
        stack("Flatten"),
    ),
    Code(
        "not-allowed",
        "A value is none of those that can stand here.",
        "Keras takes some such values for a default without a word, and refuses others much later.",
        stack("Conv2D: {filters: 3, kernel_size: 3, padding: full}"),
        stack("Conv2D: {filters: 3, kernel_size: 3, padding: same}"),
    ),
    Code(
        "out-of-range",
        "A number is outside its range.",
        "Keras accepts many such numbers, and the training goes wrong in ways that are hard to trace back.",
        stack("Dropout: {rate: 1.5}"),
        stack("Dropout: {rate: 0.5}"),
    ),
    Code(
        "several-types",
        "One entry holds several types.",
        "An entry is one object; most often a `-` is missing before the second.",
        stack("{Flatten: {}, Dense: {units: 3}}"),
        stack("Flatten", "Dense: {units: 3}"),
    ),
    Code(
        "unknown-argument",
        "A type has no argument of this name.",
        "Names are Keras's own; some classes of Keras swallow a misspelt one and do without.",
        stack("Dense: {unit: 3}"),
        stack("Dense: {units: 3}"),
    ),
    Code(
        "unknown-key",
        "A part of the document has no key of this name.",
        "A key that nobody reads would be a setting that has no effect.",
        "modle: {}\n" + _RIGHT,
        _RIGHT,
    ),
    Code(
        "unknown-type",
        "There is no type of this name where it stands.",
        "Types are those of Keras and of kbuild, the document's blocks, and registered classes.",
        stack("Densely: {units: 3}"),
        stack("Dense: {units: 3}"),
    ),
    Code(
        "unknown-word",
        "A lower-case key beside a type is none of the words that may stand there.",
        "They are `from`, `call`, `reuse`, `when`, `repeat`, `for_each`; arguments stand inside the type.",
        stack("{Dense: {units: 3}, activation: relu}"),
        stack("Dense: {units: 3, activation: relu}"),
    ),
    Code(
        "wrong-kind",
        "A type exists, but is of another kind than can stand here.",
        "A loss is no layer, and a layer no optimizer.",
        stack("Dense: {units: 3, kernel_initializer: Adam}"),
        stack("Dense: {units: 3, kernel_initializer: HeNormal}"),
    ),
    Code(
        "wrong-length",
        "A list has another number of values than is meant.",
        "Each place of the list means something: an axis, an output, a row.",
        stack("Conv2D: {filters: 3, kernel_size: [3, 3, 3]}"),
        stack("Conv2D: {filters: 3, kernel_size: [3, 3]}"),
    ),
    Code(
        "wrong-name",
        "A name cannot be used: it holds `/`, is empty, or has the wrong first letter.",
        "Keras and TensorFlow name weights by paths with `/`, and types begin with a capital.",
        stack("Dense: {units: 3, name: a/b}"),
        stack("Dense: {units: 3, name: a_b}"),
    ),
    Code(
        "wrong-reference",
        "The name of a result is not well-formed.",
        "A result is named by its entry, `a`, or as one of several, `a[1]` or `a[state]`.",
        graph("out: {Dense: {units: 3}, from: 'a[0'}"),
        graph("out: {Dense: {units: 3}, from: a}"),
    ),
    Code(
        "wrong-type",
        "A value is of another type than can stand here.",
        'Keras takes `use_bias: "false"` for true, because any text is.',
        stack('Dense: {units: 3, use_bias: "false"}'),
        stack("Dense: {units: 3, use_bias: false}"),
    ),
)
