import gc

from cashier.core.litter import left_lying


def test_nothing_is_looked_for_until_the_start_is_over() -> None:
    with left_lying() as started:
        assert not gc.isenabled()
        started()
        assert gc.isenabled()
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


def test_who_looks_for_no_litter_at_all_is_left_alone() -> None:
    gc.disable()
    try:
        with left_lying() as started:
            started()
            assert not gc.isenabled()
        assert not gc.isenabled()
    finally:
        gc.enable()
