from __future__ import annotations

from pathlib import Path

import pytest
import typer

from kbuild.cli.failures import INTERRUPTED, guarded, placed, plain_message, report
from kbuild.reading.problems import DocumentError, Problem
from kbuild.schemas.errors import BuildError, DataError, KbuildError, RunError, UsageError


@pytest.mark.parametrize(
    ("error", "code"),
    [
        (DocumentError([Problem("cycle", "a needs b")]), 1),
        (DataError("no column", code="missing-column"), 1),
        (BuildError("no", code="refused"), 1),
        (UsageError("no", code="wrong"), 2),
        (RunError("diverged", code="diverged"), 3),
        (KbuildError("else", code="else"), 3),
        (PermissionError(13, "Permission denied", "out.svg"), 3),
    ],
)
def test_each_kind_of_error_has_its_exit_code(
    error: Exception, code: int, capsys: pytest.CaptureFixture[str]
) -> None:
    assert report(error) == code
    shown = capsys.readouterr()
    assert shown.out == ""
    assert shown.err.startswith("error[")
    assert "Traceback" not in shown.err


def test_an_error_is_shown_with_its_code_hint_and_notes(capsys: pytest.CaptureFixture[str]) -> None:
    error = DataError("no column `prise`", code="missing-column", hint="did you mean `price`?")
    error.add_note("while reading houses.csv")
    report(error)
    assert capsys.readouterr().err.splitlines() == [
        "error[missing-column]: no column `prise`",
        "  = did you mean `price`?",
        "  = while reading houses.csv",
    ]


def refused() -> ValueError:
    error = ValueError(
        "Exception encountered.\n\n\x1b[1mshapes do not fit\x1b[0m\n\nArguments received by Add.call():\n  x"
    )
    error.kbuild_path = ("model", "layers", 1)  # type: ignore[attr-defined]  # as building sets it
    error.add_note("while building model.layers.1")
    return error


def test_what_keras_refuses_is_shown_with_its_place_and_without_a_traceback(
    capsys: pytest.CaptureFixture[str],
) -> None:
    assert report(refused()) == 1
    assert capsys.readouterr().err.splitlines() == [
        "error[refused-by-keras]: Exception encountered. shapes do not fit",
        "  = while building model.layers.1",
    ]


def test_what_keras_refuses_is_shown_at_the_document_s_line_where_it_is_known() -> None:
    from kbuild.checking.load import load

    document = load("model:\n  style: sequential\n  layers:\n    - Flatten\n    - Flatten\n")
    with pytest.raises(DocumentError) as raised, placed(document):
        raise refused()
    (problem,) = raised.value.problems
    assert (problem.code, problem.line) == ("refused-by-keras", 5)


def test_other_exceptions_pass_unchanged() -> None:
    from kbuild.checking.load import load

    document = load("model: {style: sequential, layers: [Flatten]}")
    with pytest.raises(ZeroDivisionError), placed(document):
        raise ZeroDivisionError


def test_a_bug_is_called_one_and_its_traceback_is_kept_in_a_file(
    capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    monkeypatch.setattr("tempfile.tempdir", str(tmp_path))
    try:
        raise KeyError("x")
    except KeyError as error:
        assert report(error) == 3
    (kept,) = tmp_path.glob("kbuild-*.txt")
    shown = capsys.readouterr().err
    assert "bug in kbuild" in shown
    assert str(kept) in shown
    assert "Traceback" not in shown
    assert "KeyError: 'x'" in kept.read_text(encoding="utf-8")


def test_ctrl_c_ends_a_command_with_one_word(capsys: pytest.CaptureFixture[str]) -> None:
    def interrupted() -> None:
        raise KeyboardInterrupt

    with pytest.raises(typer.Exit) as raised:
        guarded(interrupted)()
    assert raised.value.exit_code == INTERRUPTED
    assert capsys.readouterr().err == "interrupted\n"


def test_a_message_of_one_word_stays_and_an_empty_one_is_the_exception_s_name() -> None:
    assert plain_message(ValueError("no")) == "no"
    assert plain_message(ValueError()) == "ValueError"
