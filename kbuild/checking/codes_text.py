"""Codes of mistakes in a text itself: before it is a document it must be YAML or JSON."""

from __future__ import annotations

from kbuild.checking.codes import Code, situation, stack

_RIGHT = stack("Dense: {units: 3}")

CODES = (
    Code(
        "bad-number",
        "A number has more digits than any use of it could need.",
        "Reading a number of a million digits would take minutes, which is a way to stop a server.",
        "seed: " + "1" * 5000 + "\n" + _RIGHT,
        "seed: 11111\n" + _RIGHT,
    ),
    Code(
        "complex-key",
        "A key is a list or a mapping instead of a text.",
        "Keys are names; YAML allows anything there, and nothing could come of it.",
        "? [a, b]\n: 1\n" + _RIGHT,
        "name: a\n" + _RIGHT,
    ),
    Code(
        "duplicate-key",
        "A key stands twice in one mapping.",
        "YAML parsers keep one of the two without a word, and seldom the one that was meant.",
        "name: first\nname: second\n" + _RIGHT,
        "name: second\n" + _RIGHT,
    ),
    Code(
        "empty-document",
        "There is nothing in the document.",
        "A document needs at least a model.",
        "# only a comment\n",
        _RIGHT,
    ),
    Code(
        "empty-key",
        "A key is missing before a colon.",
        "What follows belongs to nothing.",
        "params:\n  ?\n  : 3\n" + _RIGHT,
        "params: {units: 3}\n" + _RIGHT,
    ),
    situation(
        "encoding",
        "The file is not text in UTF-8.",
        "In any other encoding letters beyond English would turn into others.",
        "A file that an old editor saved as Latin-1 or UTF-16.",
        "The same file saved as UTF-8.",
    ),
    Code(
        "forbidden-character",
        "A character that cannot be seen, such as a null or one that turns the text around, is in the text.",
        "Such characters make a document look different from what it says.",
        'name: "a\u202eb"\n' + _RIGHT,
        "name: ab\n" + _RIGHT,
    ),
    Code(
        "merge-key",
        "A merge key (`<<`) is used.",
        "It is no part of YAML 1.2, and kbuild has `params`, `blocks` and `include` for what is said twice.",
        "params:\n  base: &base {units: 3}\n  other: {<<: *base}\n" + _RIGHT,
        "params:\n  units: 3\n" + stack('Dense: {units: "${units}"}'),
    ),
    Code(
        "recursive-alias",
        "An alias stands inside the value that it stands for.",
        "Such a value would have no end.",
        "params:\n  a: &a [*a]\n" + _RIGHT,
        "params:\n  a: &a [1]\n  b: *a\n" + _RIGHT,
    ),
    Code(
        "several-documents",
        "A second document begins in the file, at a line `---`.",
        "One file holds one document: which of them was meant could only be guessed.",
        _RIGHT + "---\n" + _RIGHT,
        _RIGHT,
    ),
    Code(
        "syntax",
        "The text is not well-formed YAML or JSON at this place.",
        "From here on its structure can only be guessed.",
        "model: {style: sequential, layers: [Flatten}\n",
        "model: {style: sequential, layers: [Flatten]}\n",
    ),
    Code(
        "tag",
        "A value has a YAML tag such as `!!python/name` or `!custom`.",
        "Tags make parsers construct objects; a document holds plain values, so that it is safe to read.",
        "name: !custom text\n" + _RIGHT,
        "name: text\n" + _RIGHT,
    ),
    Code(
        "too-deep",
        "Values are nested deeper than the limit of 64 levels.",
        "The limit keeps a document from a stranger from exhausting the stack.",
        "params: {a: " + "[" * 80 + "]" * 80 + "}\n" + _RIGHT,
        "params: {a: [[1, 2], [3, 4]]}\n" + _RIGHT,
    ),
    Code(
        "unknown-alias",
        "An alias has no anchor before it.",
        "Anchors are names for values that stand earlier in the same file.",
        "params: {a: *nothing}\n" + _RIGHT,
        "params: {a: &something 1, b: *something}\n" + _RIGHT,
    ),
    situation(
        "file-not-found",
        "There is no file of this name.",
        "Paths are relative to the folder of the file that names them.",
        "`include: parts/resnet.yaml` where the folder `parts` holds no such file.",
        "The path of a file that is there.",
    ),
    situation(
        "not-a-file",
        "The path leads to a folder where a file is meant.",
        "A folder holds many files, and which of them was meant could only be guessed.",
        "`kbuild validate documents/`",
        "`kbuild validate documents/digits.yaml`",
    ),
    situation(
        "too-large",
        "A text, a program or a set of pictures is larger than its limit.",
        "Limits keep one document from taking all of a machine; trusted Python code can raise them.",
        "A document of more than 16 MiB, a program of more than 65,536 characters.",
        "Tables and arrays in files of their own, which `data` names.",
    ),
    situation(
        "too-many-layers",
        "The models of the document have more layers together than the limit.",
        "Each layer takes time to check and to build; trusted Python code can raise the limit.",
        "`repeat: 100000` beside a layer.",
        "At most 2,500 layers, those of `repeat`, `for_each` and blocks counted each time.",
    ),
    situation(
        "unreadable-file",
        "The file cannot be read.",
        "The system refuses: most often its permissions are those of another user.",
        "A document that only its owner may read.",
        "The same file with the permission to read it.",
    ),
)
