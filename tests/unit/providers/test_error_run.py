from hypothesis import given
from hypothesis import strategies as st

from cashier.providers.error_run import LEAST_ANSWERS, LEAST_ORDERS, LEAST_S, ErrorRun


def run(*heard: tuple[str, str, float]) -> ErrorRun:
    found = ErrorRun()
    for code, number, now in heard:
        found = found.after(code, number, now)
    return found


LONG = [("SYSTEM_ERROR", f"T{count}", 20.0 * count) for count in range(LEAST_ANSWERS)]


def test_the_same_error_for_order_after_order_is_the_set_up() -> None:
    assert run(*LONG).is_configuration


def test_both_spellings_are_one_error() -> None:
    mixed = [("SYSTEMERROR" if i % 2 else "SYSTEM_ERROR", n, t) for i, (_, n, t) in enumerate(LONG)]
    assert run(*mixed).is_configuration


def test_a_short_burst_one_order_or_any_other_answer_is_a_disturbance() -> None:
    assert not run(*[(code, number, 1.0) for code, number, _ in LONG]).is_configuration
    assert not run(*[(code, "T1", now) for code, _, now in LONG]).is_configuration
    assert not run(*LONG[:2], ("ORDER_NOT_EXIST", "T", 50.0), *LONG[2:]).is_configuration
    assert not run(*LONG, ("SUCCESS", "T", 200.0)).is_configuration
    assert not run(*LONG, ("HTTP502", "T", 200.0)).is_configuration


@given(
    st.lists(
        st.tuples(
            st.sampled_from(["SYSTEM_ERROR", "NOTPAY"]), st.sampled_from("ABCD"), st.floats(0, 40)
        ),
        max_size=40,
    )
)
def test_it_never_says_so_without_all_three_reasons(heard: list[tuple[str, str, float]]) -> None:
    now, found, tail = 0.0, ErrorRun(), list[tuple[str, float]]()
    for code, number, pause in heard:
        now += pause
        found = found.after(code, number, now)
        tail = [*tail, (number, now)] if code == "SYSTEM_ERROR" else []
        enough = (
            len(tail) >= LEAST_ANSWERS
            and len({number for number, _ in tail}) >= LEAST_ORDERS
            and tail[-1][1] - tail[0][1] >= LEAST_S
        )
        assert found.is_configuration is enough


def test_a_run_shows_no_order_number() -> None:
    run = ErrorRun().after("SYSTEM_ERROR", "20261125063207000042", 0.0)
    assert "20261125063207000042" not in repr(run)
