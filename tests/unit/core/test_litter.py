import gc
import threading

from cashier.core.litter import left_lying, look
from cashier.core.threads import start_thread


def test_nothing_is_looked_for_until_the_start_is_over() -> None:
    with left_lying() as started:
        assert not gc.isenabled()
        started()
        assert not gc.isenabled()
        assert gc.get_freeze_count() > 0
    assert gc.isenabled()
    assert gc.get_freeze_count() == 0


def test_a_start_that_fails_leaves_all_as_it_was() -> None:
    with left_lying():
        pass
    assert gc.isenabled()
    assert gc.get_freeze_count() == 0


def test_a_start_that_is_told_of_after_the_end_changes_nothing() -> None:
    with left_lying() as started:
        pass
    started()
    assert gc.get_freeze_count() == 0


def test_a_look_is_as_far_as_is_due_and_on_this_thread() -> None:
    ended: list[int] = []

    class Litter:
        def __init__(self) -> None:
            self.me = self

        def __del__(self) -> None:
            ended.append(threading.get_ident())

    with left_lying():
        gc.collect()
        Litter()
        many = [[] for _ in range(10 * gc.get_threshold()[0])]  # type: ignore[var-annotated]
        start_thread("makes", lambda: many.extend([] for _ in range(10_000))).join()
        assert ended == []
        assert look()
        assert ended == [threading.get_ident()]
        assert not look()


def test_who_looks_for_no_litter_at_all_is_left_alone() -> None:
    gc.disable()
    try:
        with left_lying() as started:
            started()
            assert not gc.isenabled()
        assert not gc.isenabled()
    finally:
        gc.enable()
