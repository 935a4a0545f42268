"""How well fixed modules agree, with and without finders."""

import numpy as np
import pytest

from cashier.scan.qr.format import agreement_between, fixed_agreement
from cashier.scan.qr.layout import finder_modules, function_modules
from tests.helpers.symbols import written


@pytest.mark.parametrize("version", [1, 2, 7])
def test_finders_alone_make_no_symbol(version: int) -> None:
    whole = np.where(written("agree", version), 1, -1).astype(np.float32)
    assert fixed_agreement(whole, version) == pytest.approx(1)
    assert agreement_between(whole, version) == pytest.approx(1)
    finders = finder_modules(version)
    orphans, headless = np.where(finders, whole, 0), np.where(finders, -whole, whole)
    assert fixed_agreement(orphans, version) > 0.3
    assert agreement_between(orphans, version) == 0
    assert agreement_between(headless, version) == pytest.approx(1)


@pytest.mark.parametrize("version", [1, 7, 40])
def test_finders_are_three_squares_of_eight(version: int) -> None:
    finders, known = finder_modules(version), function_modules(version).known
    assert finders.sum() == 3 * 64
    assert known[finders].all()
    assert not finders[8:-8, 8:-8].any()
    assert not finders[-8:, -8:].any()
