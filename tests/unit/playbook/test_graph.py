from hypothesis import given
from hypothesis import strategies as st

from cashier.playbook.graph import walk

NAMES = st.sampled_from("abcdef")


def test_names_come_after_what_they_build_on_and_circles_are_told() -> None:
    assert walk({"a": ("b", "c"), "b": ("c",), "c": ("gone",)}).order == ("c", "b", "a")
    assert walk({"a": ("b",), "b": ("c",), "c": ("b",)}).circles == (("b", "c"),)
    assert walk({"a": ("a",)}).circles == (("a",),)


def test_a_long_chain_is_no_recursion() -> None:
    chain = {str(number): (str(number + 1),) for number in range(50_000)}
    assert len(walk(chain).order) == 50_000


@given(st.dictionaries(NAMES, st.frozensets(NAMES)))
def test_every_name_comes_once_and_circles_are_real(references: dict[str, frozenset[str]]) -> None:
    found = walk(references)
    assert sorted(found.order) == sorted(references)
    for circle in found.circles:
        following = (*circle[1:], circle[0])
        assert all(b in references[a] for a, b in zip(circle, following, strict=True))
    if not found.circles:
        place = {name: number for number, name in enumerate(found.order)}
        assert all(
            place[target] < place[name]
            for name, targets in references.items()
            for target in targets
            if target in place
        )
