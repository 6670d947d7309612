from kbuild.callbacks.boards.thinning import Budget, Thinned, due


def test_what_is_due_grows_with_the_logarithm() -> None:
    assert sum(due("auto", epoch) for epoch in range(100_000)) < 40
    assert [epoch for epoch in range(10) if due(3, epoch)] == [0, 3, 6, 9]
    assert not any(due(0, epoch) for epoch in range(10))


def test_points_over_steps_are_bounded() -> None:
    thinned = Thinned(10, 500)
    kept = [step for step in range(1, 300_000) if thinned.reached(step - 1, step)]
    assert len(kept) < 500 + 250 * 7
    assert kept[:500] == list(range(10, 5001, 10))
    assert kept[500:503] == [5020, 5040, 5060]


def test_nothing_is_allowed_beyond_its_share() -> None:
    budget = Budget(0.5, guess=1000.0)
    budget.begin()
    assert not budget.allows()
    budget.spend(0.0)
    assert budget.allows()
    budget.spend(1000.0)
    assert not budget.allows()
