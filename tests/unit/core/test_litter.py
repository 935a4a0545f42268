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
