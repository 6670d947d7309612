"""Codes of mistakes in what a document is worked out from: parameters, blocks, repetition, files."""

from __future__ import annotations

from kbuild.checking.codes import Code, graph, situation, stack

_RIGHT = stack('Dense: {units: "${units}"}', rest="params: {units: 3}\n")
_BLOCK = 'blocks:\n  Unit:\n    params: {units: 8}\n    layers:\n      - Dense: {units: "${units}"}\n'
_PAIR = (
    "blocks:\n  Pair:\n    inputs: {x: {}, y: {}}\n    layers: {sum: {Add, from: [x, y]}}\n    outputs: sum\n"
)
_INPUTS = "{a: {shape: [4]}, b: {shape: [4]}}"

CODES = (
    situation(
        "ambiguous-path",
        "A path in `--set` or `kbuild show` could mean several values.",
        "A layer may be named without its place, but not when two have the name.",
        "`--set model.layers.Dense.units=3` where the model has two Dense layers without names.",
        "`--set model.layers.2.Dense.units=3`, or a `name` for the layer.",
    ),
    Code(
        "bad-expression",
        "What stands between `${` and `}` cannot be read as an expression.",
        "An expression is arithmetic, a comparison, `a if c else b`, indexing or one of a few functions.",
        stack('Dense: {units: "${units *}"}', rest="params: {units: 3}\n"),
        _RIGHT,
    ),
    situation(
        "bad-override",
        "What was given to `--set` or `overrides` cannot be read.",
        "An override is a path, `=` and a value in YAML.",
        "`--set fit.epochs`",
        "`--set fit.epochs=3`",
    ),
    Code(
        "cycle",
        "Something needs its own result: a parameter, a block, an included file, or a layer of a graph.",
        "There is no order in which it could be worked out.",
        graph(
            "b: {Dense: {units: 4}, from: c}", "c: {Dense: {units: 4}, from: b}", "out: {Add, from: [a, c]}"
        ),
        graph(
            "b: {Dense: {units: 4}, from: a}", "c: {Dense: {units: 4}, from: b}", "out: {Add, from: [a, c]}"
        ),
    ),
    Code(
        "expression-failed",
        "An expression is well-formed and has no value.",
        "A division by zero, or a part of something that has none.",
        stack('Dense: {units: "${units // 0}"}', rest="params: {units: 3}\n"),
        stack('Dense: {units: "${units // 1}"}', rest="params: {units: 3}\n"),
    ),
    Code(
        "expression-limit",
        "An expression is longer, deeper, or takes more steps than the limit.",
        "Expressions of a stranger's document must not take the machine's time.",
        stack('Dense: {units: "${' + "-" * 200 + '3}"}'),
        stack('Dense: {units: "${-(-3)}"}'),
    ),
    Code(
        "left-out",
        "An entry takes a result of one that its `when` left out.",
        "Nothing is there to be taken; `a or b` takes the first of the two that is there.",
        graph("skip: {Dense: {units: 4}, from: a, when: false}", "out: {Dense: {units: 1}, from: skip}"),
        graph("skip: {Dense: {units: 4}, from: a, when: false}", "out: {Dense: {units: 1}, from: skip or a}"),
    ),
    Code(
        "misplaced-word",
        "`repeat`, `for_each`, `call` or a key beside `include` stands where it can mean nothing.",
        "Only in a list or among the layers of a model can one entry become several.",
        stack("Bidirectional: {layer: {repeat: 2, LSTM: {units: 3}}}"),
        stack("Bidirectional: {layer: {LSTM: {units: 3}}}"),
    ),
    Code(
        "name-taken",
        "A block, or a type of your own, has a name that another type has.",
        "Readers know what Dense is; a document in which it is something else would mislead them.",
        "blocks:\n  Dense:\n    layers: [Flatten]\n" + stack("Flatten"),
        "blocks:\n  Flat:\n    layers: [Flatten]\n" + stack("Flat"),
    ),
    situation(
        "path-outside",
        "A path leads out of the document's folder.",
        "A document from a stranger must not read the rest of the disk.",
        "`include: ../../secrets.yaml`",
        "A copy of the file in the document's folder; or `--allow FOLDER`, in Python `folders=`.",
    ),
    situation(
        "too-many-files",
        "A document includes more files than the limit.",
        "Files that include files can grow without end.",
        "A document that includes a file for each of a thousand layers.",
        "`repeat` or `for_each` over one block.",
    ),
    Code(
        "too-many-nodes",
        "A document becomes more than 50,000 values once aliases, files and repetition are worked out.",
        "A few lines of nested repetition could fill the memory.",
        stack("{repeat: 1000000, Dense: {units: 3}}"),
        stack("{repeat: 10, Dense: {units: 3}}"),
    ),
    situation(
        "unknown-path",
        "A path in `--set`, `overrides` or `kbuild show` names a value that is not there.",
        "What changes nothing would be believed to have changed something.",
        "`--set fit.epoch=3`",
        "`--set fit.epochs=3`; `+callbacks=...` appends to a list, and new keys are written with `+` too.",
    ),
    Code(
        "unknown-version",
        "`kbuild` names a version of the format that this kbuild does not know.",
        "A later format may mean other things by the same words.",
        "kbuild: 99\n" + stack("Flatten"),
        "kbuild: 1\n" + stack("Flatten"),
    ),
    Code(
        "wrong-inputs",
        "Inputs do not fit: a block is given too few or too many, or the data has others than the model.",
        "Each input of a block, and of a model, is given one result, or one part of the data.",
        _PAIR + graph("out: {Pair, from: [a]}"),
        _PAIR + graph("out: {Pair, from: [a, b]}", inputs=_INPUTS),
    ),
)
