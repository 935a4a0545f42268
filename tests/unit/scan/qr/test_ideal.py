"""The symbol as it was meant, for what an engine has read."""

from typing import Any, cast

import numpy as np
import pytest
import zxingcpp
from hypothesis import given
from hypothesis import strategies as st

from cashier.scan.qr.blocks import LEVELS, blocks_of
from cashier.scan.qr.decode import decode
from cashier.scan.qr.ideal import compare
from cashier.scan.qr.layout import MASKS
from cashier.scan.qr.symbol import Make
from tests.helpers.codes import PAYMENT
from tests.helpers.symbols import (
    by_hand,
    places_of_block,
    readings,
    spoilt_codewords,
    written,
)


@given(
    st.integers(1, 40),
    st.sampled_from(LEVELS),
    st.integers(0, MASKS - 1),
    st.integers(0, 2**32 - 1),
)
def test_the_exact_error_map(version: int, level: str, mask: int, seed: int) -> None:
    random = np.random.default_rng(seed)
    make = Make(version, level, mask)
    modules = written("pay 7", version, level, mask)
    check = blocks_of(version, level).check
    count = int(random.integers(0, check // 2 + 1))
    places = [int(place) for place in random.permutation(places_of_block(make, 0))[:count]]
    spoilt = spoilt_codewords(modules, make, places, random)
    read = compare(spoilt, version=version, level=level, mask=mask)
    assert read is not None
    assert read.text.reveal() == "pay 7"
    assert np.array_equal(read.ideal, modules)
    assert np.array_equal(read.errors, spoilt ^ modules)
    assert read.unused_ec == pytest.approx(1 - 2 * count / check)


def test_a_matrix_as_an_engine_hands_it_over() -> None:
    picture = np.kron(np.where(written(PAYMENT, 2, "Q", 3), 0, 255), np.ones((6, 6)))
    picture = np.pad(picture, 30, constant_values=255).astype(np.uint8)
    picture[30 + 6 * 12 : 30 + 6 * 15, 30 + 6 * 12 : 30 + 6 * 15] = 0
    for seen, mirrored in ((picture, False), (np.ascontiguousarray(picture.T), True)):
        (barcode,) = zxingcpp.read_barcodes(seen)
        sampled = np.array(barcode.to_image(scale=1, add_quiet_zones=False)) < 128
        made = cast("dict[str, Any]", barcode.extra)
        read = compare(
            sampled, version=int(made["Version"]), level=made["ECLevel"], mask=made["DataMask"]
        )
        assert read is not None
        assert read.text.reveal() == barcode.text == PAYMENT
        assert 1 <= read.errors.sum() <= 9
        assert read.unused_ec == pytest.approx(made["UEC"], abs=0.011)
        assert read.errors[12:15, 12:15].sum() == read.errors.sum()
        assert read.mirrored is mirrored


def test_mirrored() -> None:
    modules = written(PAYMENT, 4, "H", 6)
    read = compare(modules.T, version=4, level="H", mask=6)
    assert read is not None
    assert read.mirrored
    assert np.array_equal(read.ideal, modules.T)
    assert not read.errors.any()


def test_check_bytes_for_detection_may_be_used_by_who_has_read_it_already() -> None:
    make = Make(1, "L", 0)
    random = np.random.default_rng(1)
    spoilt = spoilt_codewords(written("7", 1, "L", 0), make, [0, 9, 25], random)
    assert compare(spoilt, version=1, level="L", mask=0) is not None
    assert decode(readings(spoilt)) is None


def test_what_does_not_decode_has_no_ideal() -> None:
    assert compare(np.zeros((25, 25), np.bool_), version=2, level="M", mask=0) is None
    nothing = by_hand("1111", Make(2, "M", 0))
    assert compare(nothing, version=2, level="M", mask=0) is None


@pytest.mark.parametrize(
    ("size", "version", "level", "mask"),
    [(21, 2, "M", 0), (25, 2, "X", 0), (25, 2, "", 0), (25, 2, "LM", 0), (25, 2, "M", 8)],
)
def test_there_is_no_such_symbol(size: int, version: int, level: str, mask: int) -> None:
    with pytest.raises(ValueError, match=r"QR code|modules"):
        compare(np.zeros((size, size), np.bool_), version=version, level=level, mask=mask)


def test_modules_are_truth_values() -> None:
    with pytest.raises(ValueError, match="modules"):
        compare(np.zeros((25, 25), np.uint8), version=2, level="M", mask=0)
