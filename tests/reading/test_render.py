from __future__ import annotations

import unicodedata

from hypothesis import given
from hypothesis import strategies as st

from kbuild.reading import Problem, Related, Source, render
from kbuild.reading.excerpt import Excerpt, visible
from kbuild.reading.render import count_line


def problem(text: str, token: str, **fields: object) -> Problem:
    start = text.index(token)
    span = Source(text, "digits.yaml").span(start, start + len(token))
    return Problem("unknown-argument", "`Dense` has no argument `unit`", span=span, **fields)  # type: ignore[arg-type]


def test_the_authors_line_stands_over_a_caret_under_the_token() -> None:
    text = "model:\n  layers:\n    - Dense: {unit: 300}\n"
    assert render([problem(text, "unit", hint="did you mean `units`?")], summary=False) == (
        "error[unknown-argument]: `Dense` has no argument `unit`\n"
        "  --> digits.yaml:3:15\n"
        "   |\n"
        " 3 |     - Dense: {unit: 300}\n"
        "   |               ^^^^\n"
        "   = help: did you mean `units`?"
    )


def test_a_related_place_has_its_own_line() -> None:
    text = "a: 1\nb: 2\n"
    other = Related("the other half is here", Source(text, "x.yaml").span(0, 1))
    shown = render([problem(text, "b", related=(other,))], summary=False)
    assert "= note: the other half is here\n  --> x.yaml:1:1\n   |\n 1 | a: 1\n   | -" in shown


def test_colour_is_used_only_when_asked_for() -> None:
    found = problem("a: 1\n", "a")
    assert "\x1b[" not in render([found])
    assert "\x1b[1;31merror[unknown-argument]\x1b[0m" in render([found], color=True)


def test_colour_changes_nothing_but_the_colour() -> None:
    found = problem("a: 1\n", "a", hint="b")
    coloured = render([found], color=True)
    for code in ("0", "1", "1;31", "1;34", "1;36"):
        coloured = coloured.replace(f"\x1b[{code}m", "")
    assert coloured == render([found])


def test_a_problem_without_a_place_names_its_path() -> None:
    assert render([Problem("x", "wrong", path="fit.epochs")]).splitlines()[1] == "  --> fit.epochs"


def test_nothing_is_shown_of_nothing() -> None:
    assert render([]) == ""


def test_problems_are_counted_by_severity() -> None:
    problems = [
        Problem("x", "a"),
        Problem("x", "b"),
        Problem("x", "c", "warning"),
        Problem("x", "d", "advice"),
    ]
    assert count_line(problems) == "2 errors, 1 warning, 1 piece of advice"


def test_line_numbers_of_any_width_are_aligned() -> None:
    text = "\n" * 98 + "a: 1\nb: 2\n"
    other = Related("here", Source(text, "x").span(0, 0))
    shown = render([problem(text, "b", related=(other,))], summary=False).splitlines()
    assert len({line.index("|") for line in shown if " | " in line}) == 1


def test_tabs_are_expanded_and_the_caret_follows() -> None:
    excerpt = Excerpt.of(Source("\tab: x").span(1, 3))
    assert (excerpt.line, excerpt.start, excerpt.width) == ("    ab: x", 4, 2)


def test_wide_characters_take_two_cells() -> None:
    excerpt = Excerpt.of(Source("名前: unit").span(4, 8))
    assert (excerpt.start, excerpt.width) == (6, 4)
    assert Excerpt.of(Source("名前: unit").span(0, 2)).width == 4


def test_combining_characters_take_none() -> None:
    excerpt = Excerpt.of(Source("e\u0301: unit").span(4, 8))
    assert excerpt.start == 3


def test_a_token_over_several_lines_is_marked_on_its_first() -> None:
    excerpt = Excerpt.of(Source("a: 'x\n  y'\n").span(3, 10))
    assert (excerpt.line, excerpt.width) == ("a: 'x", 2)


def test_a_long_line_is_cut_around_the_token() -> None:
    text = "x" * 500 + "unit" + "y" * 500
    excerpt = Excerpt.of(Source(text).span(500, 504))
    assert excerpt.line[excerpt.start : excerpt.start + 4] == "unit"
    assert len(excerpt.line) <= 110
    assert excerpt.line[0] == excerpt.line[-1] == "…"


def test_an_empty_place_still_has_a_caret() -> None:
    assert Excerpt.of(Source("").span(0, 0)).width == 1


def test_escape_sequences_in_a_document_do_not_reach_the_terminal() -> None:
    text = "a\x1b[31m: 1"
    shown = render([problem(text, "1")])
    assert "\x1b" not in shown
    assert visible("\x1b[2J\u202e") == "\\x1b[2J\\u202e"


@given(st.text(max_size=40), st.data())
def test_the_caret_is_under_the_token_whatever_the_line_holds(line: str, data: st.DataObject) -> None:
    line = line.replace("\n", "").replace("\r", "")
    text = line + "TOKEN"
    excerpt = Excerpt.of(Source(text).span(len(line), len(text)))
    cells = ""
    for character in excerpt.line:
        if not unicodedata.combining(character) and unicodedata.category(character) not in ("Mn", "Me"):
            cells += character + ("\0" if unicodedata.east_asian_width(character) in "WF" else "")
    assert cells[excerpt.start : excerpt.start + excerpt.width] == "TOKEN"
