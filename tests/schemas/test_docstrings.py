from __future__ import annotations

from kbuild.schemas.data import Csv, Data
from kbuild.schemas.docstrings import argument_texts, first_line, flowing
from kbuild.schemas.document import Document
from kbuild.schemas.models import Node


def test_every_argument_has_its_text_with_its_further_lines() -> None:
    texts = argument_texts(Data)
    assert set(texts) == set(Data.model_fields)
    assert texts["split"].startswith("How shares are taken: `random`")
    assert texts["split"].endswith("as data that is ordered in time wants.")


def test_those_of_the_bases_are_there_too() -> None:
    assert argument_texts(Csv)["path"] == "The file, relative to the document's folder."


def test_an_argument_whose_name_python_has_taken_is_found_by_its_own() -> None:
    assert "from" in argument_texts(Node)


def test_the_first_line_is_what_the_class_is() -> None:
    assert first_line(Document).startswith("A model and its training")


def test_lines_flow_and_paragraphs_and_lists_stay() -> None:
    assert flowing("one\ntwo\n\nthree\n- four") == "one two\n\nthree\n- four"
