from hypothesis import given
from hypothesis import strategies as st

from cashier.providers.seen_nonces import SeenNonces


def test_a_word_counts_once_until_it_is_old() -> None:
    seen = SeenNonces(600)
    assert seen.first_time("a", 0)
    assert not seen.first_time("a", 600)
    assert seen.first_time("b", 601)
    assert seen.first_time("a", 601)


def test_what_is_kept_has_an_end() -> None:
    seen = SeenNonces(600)
    for number in range(10_000):
        assert seen.first_time(str(number), 0)
    assert len(seen._seen) <= 4096
    assert not seen.first_time("9999", 0)


@given(st.lists(st.tuples(st.sampled_from("abc"), st.floats(0, 500)), max_size=60))
def test_nothing_is_new_twice_within_its_time(calls: list[tuple[str, float]]) -> None:
    seen, now, known = SeenNonces(600), 0.0, dict[str, float]()
    for word, pause in calls:
        now += pause
        new = seen.first_time(word, now)
        if word in known and now - known[word] <= 600:
            assert not new
        if new:
            known[word] = now
