from __future__ import annotations

import inspect
import shlex
from importlib import import_module
from typing import Any

import pytest

from kbuild.cli.commands import COMMANDS, module_of


def test_help_lists_every_command_with_its_line(invoke: Any) -> None:
    done = invoke("--help")
    assert done.exit_code == 0
    assert all(f"{entry.name} " in done.stdout and entry.help in done.stdout for entry in COMMANDS.values())


@pytest.mark.parametrize("name", COMMANDS)
def test_a_command_s_line_is_the_first_of_its_own_description(name: str) -> None:
    function = getattr(import_module(f"kbuild.cli.{module_of(name)}"), module_of(name))
    assert (inspect.getdoc(function) or "").partition("\n")[0] == COMMANDS[name].help


@pytest.mark.parametrize("name", COMMANDS)
def test_a_command_s_help_shows_examples_of_itself(name: str, invoke: Any) -> None:
    done = invoke(name, "--help")
    assert done.exit_code == 0
    examples = import_module(f"kbuild.cli.{module_of(name)}").EXAMPLES
    assert examples
    for example in examples:
        assert example in done.stdout
        assert shlex.split(example)[:2] == ["kbuild", name]


def test_a_misspelt_command_is_the_command_s_fault_and_gets_the_nearest_name(invoke: Any) -> None:
    done = invoke("validat", "digits.yaml")
    assert done.exit_code == 2
    assert "validate" in done.stderr


def test_a_missing_argument_is_the_command_s_fault(invoke: Any) -> None:
    done = invoke("validate")
    assert done.exit_code == 2
    assert "FILE" in done.stderr


def test_the_version_is_the_package_s(invoke: Any) -> None:
    from kbuild import __version__

    assert invoke("--version").stdout == f"kbuild {__version__}\n"


def test_debug_shows_the_traceback_beside_the_error(invoke: Any, folder: Any) -> None:
    done = invoke("--debug", "validate", "nothing.yaml")
    assert done.exit_code == 2
    assert "Traceback" in done.stderr
    assert "error[no-such-document]" in done.stderr


def test_completion_offers_the_commands_and_their_options(
    invoke: Any, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("_KBUILD_COMPLETE", "complete_bash")
    monkeypatch.setenv("COMP_WORDS", "kbuild val")
    monkeypatch.setenv("COMP_CWORD", "1")
    assert invoke().stdout.split() == ["validate"]
    monkeypatch.setenv("COMP_WORDS", "kbuild validate --fo")
    monkeypatch.setenv("COMP_CWORD", "2")
    assert invoke().stdout.split() == ["--format"]
