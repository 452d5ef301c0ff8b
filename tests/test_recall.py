"""What is remembered of a value is its own, and is worked out once."""

from plainspoken import recall
from plainspoken.recall import remembered


def test_an_answer_is_worked_out_once_for_each_value_and_equal_ones_are_others() -> None:
    asked: list[list[int]] = []

    @remembered
    def total(numbers: list[int]) -> int:
        asked.append(numbers)
        return sum(numbers)

    one, other = [1, 2], [1, 2]
    assert [total(one), total(one), total(other)] == [3, 3, 3]
    assert len(asked) == 2
    assert asked[0] is one
    assert asked[1] is other


def test_a_value_that_has_gone_leaves_its_answer_to_no_other() -> None:
    """Python gives the identity of what has gone to what comes next."""
    first = remembered(lambda numbers: numbers[0])
    assert [first([number]) for number in range(5000)] == list(range(5000))


def test_no_more_is_held_than_so_much() -> None:
    held: list[int] = []

    class Counted:
        def __init__(self) -> None:
            held.append(1)

        def __del__(self) -> None:
            held.pop()

    @remembered
    def nothing(value: Counted) -> None:
        """What it says is no matter."""

    for _ in range(3 * recall.MOST):
        nothing(Counted())
    assert 0 < len(held) <= recall.MOST + 1
