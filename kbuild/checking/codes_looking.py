"""Codes of what can go wrong with looking at models and runs. Their examples are situations."""

from __future__ import annotations

from kbuild.checking.codes import situation

CODES = (
    situation(
        "cannot-write",
        "A learning rate can't be written into a document.",
        "The rate stands in another file, comes from an expression or is not written at all.",
        "`kbuild lr-find model.yaml --write` for `optimizer: Adam`",
        "`optimizer: {Adam: {learning_rate: 0.001}}`, whose number is then replaced.",
    ),
    situation(
        "missing-run",
        "A command that shows or compares runs is given too few.",
        "There is nothing to compare one run with.",
        "`kbuild runs compare digits/1`",
        "`kbuild runs compare digits/1 digits/2`",
    ),
    situation(
        "missing-tag",
        "A run is to be tagged, and no tag is given.",
        "A tag is any word that runs are found by later.",
        "`kbuild runs tag digits/1`",
        "`kbuild runs tag digits/1 baseline`",
    ),
    situation(
        "no-rate",
        "A learning rate is to be found for a document with several optimizers or trainings.",
        "The test raises the rate of one optimizer; with two, each rate would hide the other.",
        "`kbuild lr-find gan.yaml`",
        "A document with a single training.",
    ),
    situation(
        "running",
        "A run is to be deleted while it is going on.",
        "Its process would go on writing.",
        "`kbuild runs delete digits/3` beside `kbuild train digits.yaml`",
        "End the training first, with Ctrl-C or SIGTERM.",
    ),
    situation(
        "no-graphviz",
        "Graphviz is to draw, and is not on this machine or refuses.",
        "kbuild draws by itself; Graphviz is there for whoever likes its layout better.",
        "`kbuild plot resnet50 --engine graphviz` without Graphviz's `dot`",
        "`kbuild plot resnet50`, or install Graphviz.",
    ),
    situation(
        "unknown-action",
        "`kbuild runs` does not know what to do.",
        "Its actions are list, show, compare, tag and delete.",
        "`kbuild runs remove digits/1`",
        "`kbuild runs delete digits/1`",
    ),
    situation(
        "unknown-part",
        "No block and no nested model has the name that is to be folded.",
        "Parts are named by what the document calls them, or by their type.",
        "`kbuild plot resnet50 --fold Botleneck`",
        "`kbuild plot resnet50 --fold Bottleneck`",
    ),
    situation(
        "wrong-condition",
        "Runs are looked for by something that is no condition.",
        "A condition is a name, a comparison and a value.",
        "`kbuild runs --where good`",
        "`kbuild runs --where 'val_accuracy>0.9'`",
    ),
    situation(
        "wrong-range",
        "A test of learning rates is given a range that does not rise.",
        "It goes from a low rate to a high one, in ten steps or more.",
        "`kbuild lr-find digits --from 1 --to 0.1`",
        "`kbuild lr-find digits --from 1e-6 --to 1`",
    ),
)
