import math
from collections.abc import Mapping
from dataclasses import dataclass

from hypothesis import given
from hypothesis import strategies as st

from kbuild.callbacks.checkpoints.retention import Criterion, Rule, ranked


@dataclass(frozen=True)
class Stub:
    number: int
    logs: Mapping[str, float]


values = st.one_of(st.none(), st.floats(width=16))
checkpoints = st.lists(values, max_size=20).map(
    lambda found: [Stub(n + 1, {} if v is None else {"loss": v}) for n, v in enumerate(found)]
)
criteria = st.builds(
    Criterion, monitor=st.just("loss"), mode=st.sampled_from(["min", "max"]), keep=st.integers(0, 3)
)
rules = st.builds(
    Rule,
    last=st.none() | st.integers(1, 5),
    every=st.none() | st.integers(1, 5),
    best=st.lists(criteria, max_size=2),
)


@given(checkpoints, rules)
def test_the_newest_stay(entries: list[Stub], rule: Rule) -> None:
    kept = [entry for entry in entries if entry not in rule.doomed(entries)]
    assert entries[-1:] == kept[-1:]
    assert len(kept) >= min(len(entries), rule.last or len(entries))


@given(checkpoints, rules)
def test_each_so_many_th_stays(entries: list[Stub], rule: Rule) -> None:
    doomed = {entry.number for entry in rule.doomed(entries)}
    assert not any(number % rule.every == 0 for number in doomed) if rule.every else True


@given(checkpoints, rules)
def test_the_best_stay_and_are_never_values_that_are_not_finite(entries: list[Stub], rule: Rule) -> None:
    doomed = rule.doomed(entries)
    for criterion in rule.best:
        best = ranked(entries, criterion)
        assert all(math.isfinite(entry.logs["loss"]) for entry in best)
        assert not any(entry in doomed for entry in best[: criterion.keep])


@given(checkpoints, rules)
def test_no_more_stay_than_are_asked_for(entries: list[Stub], rule: Rule) -> None:
    kept = len(entries) - len(rule.doomed(entries))
    if rule.last is not None and rule.every is None:
        assert kept <= rule.last + sum(criterion.keep for criterion in rule.best)


@given(checkpoints, rules)
def test_what_stays_once_stays_until_something_new_comes(entries: list[Stub], rule: Rule) -> None:
    kept = [entry for entry in entries if entry not in rule.doomed(entries)]
    assert rule.doomed(kept) == []


@given(checkpoints, rules)
def test_pruning_after_each_checkpoint_leaves_what_pruning_at_the_end_leaves(
    entries: list[Stub], rule: Rule
) -> None:
    kept: list[Stub] = []
    for entry in entries:
        kept.append(entry)
        gone = rule.doomed(kept)
        kept = [each for each in kept if each not in gone]
    assert kept == [entry for entry in entries if entry not in rule.doomed(entries)]


def test_among_equals_the_oldest_is_the_best() -> None:
    entries = [Stub(1, {"loss": 0.5}), Stub(2, {"loss": 0.5}), Stub(3, {"loss": 0.4}), Stub(4, {"loss": 0.4})]
    assert [entry.number for entry in ranked(entries, Criterion("loss", "min"))] == [3, 4, 1, 2]
    assert [entry.number for entry in ranked(entries, Criterion("loss", "max"))] == [1, 2, 3, 4]


def test_one_out_of_turn_is_none_of_the_so_many_th() -> None:
    entries = [Stub(0, {}), Stub(2, {}), Stub(0, {}), Stub(3, {})]
    assert Rule(1, every=2).doomed(entries) == [entries[0], entries[2]]
