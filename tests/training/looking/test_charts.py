import re

from hypothesis import given
from hypothesis import strategies as st

from kbuild.training.looking.charts import chart
from kbuild.training.looking.curves import curves
from kbuild.training.looking.lines import Teller
from kbuild.training.looking.plots import plot

NUMBERS = st.one_of(st.none(), st.floats())


@given(st.dictionaries(st.sampled_from("abc"), st.lists(st.tuples(st.integers(0, 99), NUMBERS), max_size=20)))
def test_any_curves_are_drawn_within_their_room(series: dict[str, list[tuple[int, float | None]]]) -> None:
    lines = chart(series, width=30, height=5)
    assert len(lines) in (0, 7)
    assert all(len(line.partition("|")[2]) <= 30 for line in lines[:5])


def test_colours_are_written_only_when_asked_for() -> None:
    series = {"loss": [(1, 1.0), (2, 0.5)]}
    assert "\x1b[34m" in "".join(chart(series, colors=True))
    assert chart(series) == [re.sub(r"\x1b\[\d*m", "", line) for line in chart(series, colors=True)]


def test_training_and_validation_share_a_chart_and_a_rate_that_never_moves_has_none() -> None:
    rows = [{"epoch": n, "step": n, "loss": 1 / n, "val_loss": 2 / n, "learning_rate": 0.1} for n in (1, 2)]
    (only,) = curves(rows)
    assert only[0] == "loss"
    assert only[-1].split() == ["*", "loss", "o", "val_loss"]


def test_an_epoch_s_line_marks_the_best_and_says_what_is_left() -> None:
    teller = Teller(10)
    said = []
    for epoch, loss in enumerate([0.5, 0.3, 0.4], 1):
        row = {"epoch": epoch, "step": 100 * epoch, "val_loss": loss, "learning_rate": 0.1}
        said.append(teller.line(row, teller.observe(row, 2.0)))
    assert said[1] == "epoch  2/10  val_loss 0.3  50 steps/s  16 s left  best"
    assert said[2] == "epoch  3/10  val_loss 0.4  50 steps/s  14 s left"
    assert Teller(None).line({"epoch": 1, "step": 1}, False) == "epoch 1"


def test_phases_have_a_mark_and_a_best_of_their_own() -> None:
    drawn = chart({"loss": [(1, 1.0), (4, 0.0)]}, width=10, height=3, marks={"top": 1.0, "fine": 2.5})
    assert drawn[0] == "   top fine"
    assert drawn[1] == "1 |*** :"
    assert chart({"loss": [(1, 1.0)]}, marks={"later": 7.0}) == chart({"loss": [(1, 1.0)]})
    teller = Teller(2)
    assert teller.observe({"epoch": 1, "step": 1, "loss": 0.1}, 1.0)
    teller.begin(4)
    row = {"epoch": 2, "step": 2, "loss": 5.0}
    assert teller.observe(row, 9.0)
    assert teller.line(row, True) == "epoch 2/4  loss 5  0 steps/s  10 s left  best"
    assert teller.line(row, False, going_on=False) == "epoch 2/4  loss 5  0 steps/s"


def test_marks_lie_on_the_picture_also_before_the_first_point() -> None:
    marks = {"draw": 1.0, "top": 6.5}
    scene = plot({"accuracy": [(7, 0.1), (9, 0.9)]}, title="accuracy", marks=marks, broken=True)
    across = [each.x for each in scene.words if each.text in marks]
    assert 62 < across[0] < across[1] < scene.width
