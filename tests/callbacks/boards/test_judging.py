import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from sklearn.metrics import confusion_matrix, roc_auc_score

from kbuild.callbacks.boards.judging import classes_of, confusion, pairs, precision_recall, roc

SCORES = st.lists(st.tuples(st.booleans(), st.floats(0, 1)), min_size=2, max_size=50)


def test_classes_are_read_from_numbers_one_hot_logits_and_single_units() -> None:
    shares = np.array([[0.7, 0.3], [0.1, 0.9], [0.6, 0.4]])
    for output, target in [
        (shares, np.array([0, 1, 1])),
        (shares, np.array([[0], [1], [1]])),
        (shares, np.eye(2)[[0, 1, 1]]),
        (np.log(shares), np.array([0.0, 1.0, 1.0])),
        (shares[:, 1:], np.array([[0], [1], [1]])),
        (np.log(shares[:, 1] / shares[:, 0]), np.array([False, True, True])),
    ]:
        judged = classes_of(output, target)
        assert judged is not None
        assert judged[0].tolist() == [0, 1, 1]
        assert np.allclose(judged[1], shares)


@pytest.mark.parametrize(
    ("output", "target"),
    [
        (np.zeros((3, 1)), np.array([0.5, 1, 2])),
        (np.zeros((3, 2)), np.zeros((3, 2)) + 0.5),
        (np.zeros((3, 4, 4)), np.zeros((3, 4, 4))),
        (np.full((3, 2), np.nan), np.array([0, 1, 1])),
        (np.zeros((3, 2)), np.array([0, 1, 2])),
        (np.zeros((3, 2)), np.array(["a", "b", "c"])),
    ],
)
def test_what_is_no_classification_is_not_taken_for_one(output: np.ndarray, target: np.ndarray) -> None:
    assert classes_of(output, target) is None


def test_confusion_is_scikit_learn_s() -> None:
    random = np.random.default_rng(0)
    truth, found = random.integers(0, 4, (2, 100))
    assert (confusion(truth, found, 4) == confusion_matrix(truth, found)).all()


@given(SCORES)
def test_roc_s_area_is_scikit_learn_s(scores: list[tuple[bool, float]]) -> None:
    truth, score = (np.array(each) for each in zip(*scores, strict=True))
    area = roc(truth.astype(int), score)[2]
    if truth.all() or not truth.any():
        assert np.isnan(area)
    else:
        assert area == pytest.approx(roc_auc_score(truth, score))


@given(SCORES)
def test_each_threshold_counts_every_sample_once(scores: list[tuple[bool, float]]) -> None:
    truth, score = (np.array(each) for each in zip(*scores, strict=True))
    counts = precision_recall(truth, score)
    assert counts.shape == (6, 127)
    assert (counts[:4].sum(axis=0) == len(truth)).all()
    # The first threshold is 0: everything is found.
    assert counts[0, 0] == truth.sum()
    assert (np.diff(counts[5]) <= 0).all()


def test_outputs_come_together_with_their_targets() -> None:
    one, two = np.zeros(2), np.ones(2)
    assert list(pairs(one, two, ["only"])) == [""]
    assert list(pairs([one, two], [two, one], ["a", "b"])) == ["a", "b"]
    assert pairs([one, two], {"b": one}, ["a", "b"])["b"][0] is two
    assert list(pairs({"a": one, "b": two}, {"b": one}, [])) == ["b"]
    assert pairs(one, None, []) == {}
    assert pairs([one, two], one, ["a", "b"]) == {}
