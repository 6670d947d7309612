"""What a report says of a run's models: the layers as a table, and their picture."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from html import escape
from typing import Any

from kbuild.converting.picture import Diagram, compose, of_document, to_svg
from kbuild.schemas.document import Document
from kbuild.schemas.errors import KbuildError
from kbuild.schemas.phases import phase_document, phase_name
from kbuild.training.looking.page import figure, folded, table

#: The title of the picture of the model, which is shown where the page cannot draw it itself.
MODEL = "Model"


def models(document: Document | None, pictures: Mapping[str, bytes]) -> Iterator[str]:
    """Show the model that the run ends with, and those of earlier phases, folded.

    Args:
        document: The run's; None where it cannot be read.
        pictures: PNGs with their titles; one of the model is shown where it cannot be drawn here.
    """
    own, earlier = _documents(document) if document is not None else (None, {})
    diagram, reason = diagram_of(own) if own is not None else (None, None)
    if diagram is not None:
        yield f"<h2>Layers</h2>{_layers(diagram)}"
        yield f"<h2>{MODEL}</h2>{_picture(diagram)}"
    else:
        yield (
            f'<h2>Layers</h2><p class="grey">They are not known here: {escape(reason)}</p>' if reason else ""
        )
        yield figure(MODEL, pictures[MODEL]) if MODEL in pictures else ""
    for name, each in earlier.items():
        drawn, _ = diagram_of(each)
        if drawn is not None:
            yield folded(_layers(drawn) + _picture(drawn), f"the model of the phase {name}")


def diagram_of(document: Document) -> tuple[Diagram | None, str | None]:
    """The graph of a document's model: without Keras where that can be known, by building it otherwise.

    Args:
        document: A document without phases.

    Returns:
        The diagram, or None and why there is none.
    """
    try:
        return of_document(document, parts=True) or _built(document), None
    except (KbuildError, OSError, ValueError, TypeError, RuntimeError) as error:
        # Such as weights that must be fetched: a report is written all the same.
        return None, str(error).splitlines()[0] if str(error) else type(error).__name__


def _built(document: Document) -> Diagram:
    from kbuild.training.quiet import import_keras

    import_keras()

    from kbuild.building.build import build_model
    from kbuild.converting.picture import of_model

    return of_model(build_model(document), parts=True)


def _documents(document: Document) -> tuple[Document, dict[str, Document]]:
    """The document of the last phase's model, and those of other models before it, by their phases."""
    if not document.phases:
        return document, {}
    each = [phase_document(document, index) for index in range(len(document.phases))]
    seen = [each[-1].model.tree()]
    earlier: dict[str, Document] = {}
    for index, phase in enumerate(document.phases[:-1]):
        tree = each[index].model.tree()
        if tree not in seen:
            seen.append(tree)
            earlier[phase_name(phase, index)] = each[index]
    return each[-1], earlier


def _picture(diagram: Diagram) -> str:
    return f'<div class="picture wide">{to_svg(compose(diagram))}</div>'


def _layers(diagram: Diagram) -> str:
    names = {each.key: each.name for each in diagram.parts}

    def within(box: Any) -> str:
        parts = "".join(f"{escape(names[key])} / " for key in diagram.chain(box.part))
        return f'<span class="grey">{parts}</span>' if parts else ""

    rows = [
        (
            within(box) + escape(box.name),
            escape(box.type_name),
            escape(box.shape),
            f"{box.parameters:,}" if box.parameters else "",
        )
        for box in diagram.boxes
    ]
    total = (
        ""
        if diagram.parameters is None
        else f"<p>{diagram.parameters:,} parameters, {diagram.trainable:,} trained</p>"
    )
    return table(("layer", "type", "output", "parameters"), rows, numbers=(3,)) + total
