"""Readings → symbol: everything within the budget, and never another text."""

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from cashier.scan.qr.blocks import LEVELS, blocks_of
from cashier.scan.qr.decode import decode
from cashier.scan.qr.format import format_places, format_word, version_places, version_word
from cashier.scan.qr.layout import MASKS, function_modules, reserved_modules
from cashier.scan.qr.symbol import Make
from tests.helpers.codes import PAYMENT
from tests.helpers.symbols import (
    bits,
    by_hand,
    places_of_block,
    read_by_library,
    readings,
    spoilt_codewords,
    written,
)

MAKES = st.builds(Make, st.integers(1, 40), st.sampled_from(LEVELS), st.integers(0, MASKS - 1))
SMALL_MAKES = st.builds(
    Make, st.integers(1, 10), st.sampled_from(LEVELS), st.integers(0, MASKS - 1)
)
SEEDS = st.integers(0, 2**32 - 1)


@pytest.mark.parametrize("version", range(1, 41))
@pytest.mark.parametrize("level", LEVELS)
def test_every_version_and_level_of_another_writer(version: int, level: str) -> None:
    mask = (version + LEVELS.index(level)) % MASKS
    modules = written("pay 7", version, level, mask)
    read = decode(readings(modules))
    assert read is not None
    assert (read.version, read.level, read.mask) == (version, level, mask)
    assert (read.raw, read.text.reveal()) == (b"pay 7", "pay 7")
    assert np.array_equal(read.ideal, modules)
    assert not read.errors.any()
    assert (read.unused_ec, read.erasures, read.mirrored) == (1.0, 0, False)


@pytest.mark.parametrize("mask", range(MASKS))
@pytest.mark.parametrize("level", LEVELS)
def test_every_format_mirrored(level: str, mask: int) -> None:
    modules = written(PAYMENT, 3, level, mask)
    read = decode(readings(modules.T))
    assert read is not None
    assert read.mirrored
    assert (read.text.reveal(), read.level, read.mask) == (PAYMENT, level, mask)
    assert np.array_equal(read.ideal, modules.T)
    assert not read.errors.any()


@given(st.binary(min_size=1, max_size=200), st.sampled_from(LEVELS))
def test_any_bytes(some: bytes, level: str) -> None:
    read = decode(readings(written(some, 20, level)))
    assert read is not None
    assert read.raw == some


@given(st.text("0123456789", min_size=1, max_size=150))
def test_any_digits(some: str) -> None:
    read = decode(readings(written(some, 9, "M")))
    assert read is not None
    assert read.text.reveal() == some


@given(st.text(st.characters(min_codepoint=0x4E00, max_codepoint=0x9FA5), min_size=1, max_size=40))
def test_any_chinese_in_utf8(some: str) -> None:
    row = bits((0b0100, 4), (len(some.encode()), 8), *((byte, 8) for byte in some.encode()))
    read = decode(readings(by_hand(row, Make(8, "L", 1))))
    assert read is not None
    assert read.text.reveal() == some


@given(
    st.text(
        st.characters(codec="shift_jis", min_codepoint=0x3041, max_codepoint=0x9FA0),
        min_size=1,
        max_size=40,
    )
)
def test_any_kanji_as_the_library_reads_it(some: str) -> None:
    codes = [int.from_bytes(letter.encode("shift_jis"), "big") for letter in some]
    packed = [code - (0x8140 if code < 0xA000 else 0xC140) for code in codes]
    values = [(code >> 8) * 0xC0 + (code & 0xFF) for code in packed]
    row = bits((0b1000, 4), (len(values), 8), *((value, 13) for value in values))
    modules = by_hand(row, Make(8, "M", 5))
    read, other = decode(readings(modules)), read_by_library(modules)
    assert read is not None
    assert (read.raw, read.text.reveal()) == (other.bytes, other.text)


def one_digit(version: int) -> str:
    """Return a segment that says 7; the width of its count depends on the version."""
    width = (10, 12, 14)[(version > 9) + (version > 26)]
    return bits((0b0001, 4), (1, width), (7, 4))


@given(MAKES, SEEDS)
def test_errors_within_the_budget_are_corrected_and_counted(make: Make, seed: int) -> None:
    random = np.random.default_rng(seed)
    blocks = blocks_of(make.version, make.level)
    most = (blocks.check - blocks.protection) // 2
    counts = random.integers(0, most + 1, len(blocks.lengths))
    places = [
        int(place)
        for index, count in enumerate(counts)
        for place in random.permutation(places_of_block(make, index))[:count]
    ]
    modules = by_hand(one_digit(make.version), make)
    spoilt = spoilt_codewords(modules, make, places, random)
    read = decode(readings(spoilt))
    assert read is not None
    assert read.text.reveal() == "7"
    assert read.unused_ec == pytest.approx(1 - 2 * counts.max() / blocks.check)
    assert np.array_equal(read.errors, spoilt ^ modules)
    assert np.array_equal(read.ideal, modules)


@given(SMALL_MAKES, SEEDS, st.integers(1, 60))
def test_more_errors_never_give_another_text(make: Make, seed: int, more: int) -> None:
    random = np.random.default_rng(seed)
    modules = written("1234567", make.version, make.level, make.mask)
    blocks = blocks_of(make.version, make.level)
    count = min(blocks.check // 2 + more, blocks.lengths[0])
    places = [int(place) for place in random.permutation(places_of_block(make, 0))[:count]]
    soft = readings(spoilt_codewords(modules, make, places, random))
    soft *= random.uniform(0.1, 1.0, soft.shape).astype(np.float32)
    read = decode(soft)
    assert read is None or read.text.reveal() == "1234567"


@given(SMALL_MAKES, SEEDS)
def test_noise_in_a_perfect_frame_is_refused(make: Make, seed: int) -> None:
    soft = readings(written("1", make.version, make.level, make.mask))
    data = function_modules(make.version).data
    soft[data] = np.random.default_rng(seed).uniform(-1.3, 1.3, int(data.sum()))
    assert decode(soft) is None


def test_covered_modules_are_erased() -> None:
    modules = written(PAYMENT, 3, "M", 2)
    soft = readings(modules)
    soft[19:25, 9:] = 0
    read = decode(soft)
    assert read is not None
    assert read.text.reveal() == PAYMENT
    assert 0 < read.erasures <= 22
    assert 0 < read.unused_ec < 0.5
    assert np.array_equal(read.errors, (soft > 0) ^ modules)


def test_too_much_covered() -> None:
    soft = readings(written(PAYMENT, 3, "M", 2))
    soft[10:26, 9:] = 0
    assert decode(soft) is None


def test_beside_erasures_pads_must_be_right() -> None:
    def covered(pads: bytes) -> bool:
        soft = readings(by_hand(one_digit(3), Make(3, "M", 2), pads))
        assert decode(soft) is not None
        soft[19:25, 9:] = 0
        return decode(soft) is not None

    assert covered(b"\xec\x11")
    assert not covered(b"\x20\x11")


def test_inverted_readings_are_refused() -> None:
    assert decode(-readings(written(PAYMENT, 2))) is None


def test_a_frame_that_does_not_fit_is_refused() -> None:
    modules = written(PAYMENT, 2)
    modules[function_modules(2).known] ^= np.arange(function_modules(2).known.sum()) % 2 == 0
    assert decode(readings(modules)) is None


def test_data_without_segments_is_refused() -> None:
    make = Make(4, "Q", 1)
    assert decode(readings(by_hand("1111", make))) is None


def test_the_second_best_format_is_tried() -> None:
    soft = readings(written(PAYMENT, 3, "M", 2)).ravel()
    right, wrong = format_places(3)
    soft[right] = np.where(format_word("M", 2), 0.9, -0.9)
    soft[wrong] = np.where(format_word("L", 4), 1.0, -1.0)
    read = decode(soft.reshape(29, 29))
    assert read is not None
    assert (read.level, read.mask) == ("M", 2)


def test_a_symbol_without_format_is_refused() -> None:
    soft = readings(written(PAYMENT, 3))
    soft[reserved_modules(3)] = 0
    assert decode(soft) is None


def test_version_information_may_be_damaged_but_not_another() -> None:
    soft = readings(written(PAYMENT, 8)).ravel()
    first, second = version_places(8)
    soft[first] = 0
    assert decode(soft.reshape(49, 49)) is not None
    soft[first] = soft[second] = np.where(version_word(20), 1, -1)
    assert decode(soft.reshape(49, 49)) is None


@pytest.mark.parametrize("strength", [0.15, 100.0, 1e30])
@pytest.mark.parametrize("kind", [np.float16, np.float32, np.float64])
def test_strength_and_precision_do_not_matter(strength: float, kind: type[np.floating]) -> None:
    soft = readings(written(PAYMENT, 2)).astype(kind)
    assert decode(soft * min(strength, float(np.finfo(kind).max))) is not None


def test_what_is_said_is_not_shown() -> None:
    read = decode(readings(written(PAYMENT, 2)))
    assert PAYMENT in (read.text.reveal() if read else "")
    assert PAYMENT not in repr(read)
    assert "array" not in repr(read)


def test_results_cannot_be_changed() -> None:
    read = decode(readings(written(PAYMENT, 2)))
    assert read is not None
    assert not read.ideal.flags.writeable
    assert not read.errors.flags.writeable
