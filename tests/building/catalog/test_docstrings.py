from __future__ import annotations

from kbuild.building.catalog.docstrings import argument_texts, class_text, summary

DOC = """Sums over
    one axis.

    More words: and a colon.

    Args:
        axis: The axis,
            or several.
        x, y (tensor): Two tensors.

            - a point: of a list
        *operands: Others.

    Returns:
        value: not an argument.
    """


def test_each_argument_has_its_text_with_line_breaks() -> None:
    texts = argument_texts(DOC)
    assert texts["axis"] == "The axis,\nor several."
    assert texts["operands"] == "Others."


def test_arguments_that_share_an_entry_share_its_text() -> None:
    texts = argument_texts(DOC)
    assert texts["x"] == texts["y"] == "tensor. Two tensors.\n\n- a point: of a list"


def test_other_sections_are_not_read() -> None:
    assert set(argument_texts(DOC)) == {"axis", "x", "y", "operands"}


def test_a_docstring_without_arguments_or_none_has_no_texts() -> None:
    assert argument_texts(None) == argument_texts("Adds.") == argument_texts("Adds.\n\nArgs:\n") == {}


def test_the_summary_is_the_first_paragraph_on_one_line() -> None:
    assert summary(DOC) == "Sums over one axis."
    assert summary(None) == ""


def test_the_nearest_class_that_says_something_is_heard() -> None:
    base = type("Base", (), {"__doc__": "Base.\n\nArgs:\n    rate: Theirs.\n    name: A name."})
    child = type("Child", (base,), {"__doc__": "Child.\n\nArgs:\n    rate: Ours."})
    assert class_text(child, "rate") == "Ours."
    assert class_text(child, "name") == "A name."
    assert class_text(child, "other") == ""
