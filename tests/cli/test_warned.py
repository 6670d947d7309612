import warnings

from kbuild.cli.warned import plain_warnings


def test_a_warning_is_a_line_and_the_way_of_showing_comes_back() -> None:
    before = warnings.formatwarning
    with plain_warnings():
        assert warnings.formatwarning(UserWarning("a file is damaged"), UserWarning, "x.py", 3) == (
            "warning: a file is damaged\n"
        )
    assert warnings.formatwarning is before
