from __future__ import annotations

import json

from kbuild.reading import Problem, Related, Source, render_github, render_json, render_sarif

SOURCE = Source("a: 1\nb: 2\n", "my,dir/a: b.yaml")
PROBLEM = Problem(
    "out-of-range",
    "100% wrong\nreally",
    path="b",
    span=SOURCE.span(8, 9),
    hint="write 3",
    related=(Related("see here", SOURCE.span(0, 1)),),
)


def test_json_has_every_field() -> None:
    data = json.loads(render_json([PROBLEM]))
    assert data["counts"] == {"error": 1, "warning": 0, "advice": 0}
    assert data["problems"] == [
        {
            "code": "out-of-range",
            "severity": "error",
            "path": "b",
            "file": "my,dir/a: b.yaml",
            "line": 2,
            "column": 4,
            "length": 1,
            "message": "100% wrong\nreally",
            "hint": "write 3",
            "related": [
                {"message": "see here", "file": "my,dir/a: b.yaml", "line": 1, "column": 1, "length": 1}
            ],
        }
    ]


def test_json_of_nothing_is_json_too() -> None:
    assert json.loads(render_json([]))["problems"] == []


def test_github_annotations_are_escaped() -> None:
    assert render_github([PROBLEM]) == (
        "::error file=my%2Cdir/a%3A b.yaml,line=2,col=4,endColumn=5,title=out-of-range::"
        "100%25 wrong%0Areally%0Awrite 3"
    )


def test_advice_is_a_notice_to_github() -> None:
    assert render_github([Problem("x", "m", "advice")]).startswith("::notice ")


def test_sarif_has_the_tool_the_rule_and_the_region() -> None:
    log = json.loads(render_sarif([PROBLEM, Problem("cycle", "m", "warning")], version="1.2.3"))
    run = log["runs"][0]
    assert log["version"] == "2.1.0"
    assert run["tool"]["driver"]["version"] == "1.2.3"
    assert [rule["id"] for rule in run["tool"]["driver"]["rules"]] == ["cycle", "out-of-range"]
    result = next(result for result in run["results"] if result["ruleId"] == "out-of-range")
    assert run["tool"]["driver"]["rules"][result["ruleIndex"]]["id"] == "out-of-range"
    assert result["level"] == "error"
    location = result["locations"][0]
    assert location["physicalLocation"] == {
        "artifactLocation": {"uri": "my%2Cdir/a%3A%20b.yaml"},
        "region": {"startLine": 2, "startColumn": 4, "endColumn": 5},
    }
    assert location["logicalLocations"] == [{"fullyQualifiedName": "b"}]
    assert result["relatedLocations"][0]["message"] == {"text": "see here"}


def test_sarif_of_a_problem_without_a_place_has_no_location() -> None:
    result = json.loads(render_sarif([Problem("x", "m")]))["runs"][0]["results"][0]
    assert "locations" not in result
