"""Tables of the layout, against the matrices another writer makes."""

import numpy as np
import pytest

from cashier.scan.qr.blocks import LEVELS, blocks_of, check_bytes
from cashier.scan.qr.format import format_places, format_word, version_places, version_word
from cashier.scan.qr.galois import LONGEST_BLOCK, MOST_CHECK
from cashier.scan.qr.layout import (
    MASKS,
    codeword_path,
    function_modules,
    leftover_modules,
    mask_modules,
    reserved_modules,
    size_of,
    version_of,
)
from tests.helpers.symbols import written

VERSIONS = range(1, 41)


@pytest.mark.parametrize("version", VERSIONS)
def test_fixed_modules_are_where_another_writer_puts_them(version: int) -> None:
    function = function_modules(version)
    for level in LEVELS:
        other = written("7", version, level, version % MASKS)
        assert np.array_equal(other[function.known], function.dark[function.known])


@pytest.mark.parametrize("version", VERSIONS)
def test_every_module_has_one_purpose(version: int) -> None:
    function = function_modules(version)
    purposes = function.known.astype(int) + function.data + reserved_modules(version)
    purposes.ravel()[leftover_modules(version)] += 1
    assert (purposes == 1).all()
    assert len(leftover_modules(version)) < 8
    assert sorted(codeword_path(version)) == list(np.flatnonzero(function.data))


@pytest.mark.parametrize("version", VERSIONS)
@pytest.mark.parametrize("level", LEVELS)
def test_blocks_hold_every_codeword_once(version: int, level: str) -> None:
    blocks = blocks_of(version, level)
    assert sorted(blocks.order) == list(range(codeword_path(version).size // 8))
    assert sum(blocks.lengths) == blocks.order.size
    assert max(blocks.lengths) - min(blocks.lengths) <= 1
    assert max(blocks.lengths) <= LONGEST_BLOCK
    assert blocks.check == check_bytes(version, level)
    assert blocks.check <= MOST_CHECK


@pytest.mark.parametrize("mask", range(MASKS))
@pytest.mark.parametrize("level", LEVELS)
def test_format_information_is_what_another_writer_writes(level: str, mask: int) -> None:
    other = written("7", 4, level, mask).ravel()
    for copy in format_places(4):
        assert np.array_equal(other[copy], format_word(level, mask))


@pytest.mark.parametrize("version", range(7, 41))
def test_version_information_is_what_another_writer_writes(version: int) -> None:
    other = written("7", version).ravel()
    for copy in version_places(version):
        assert np.array_equal(other[copy], version_word(version))


def test_tables_cannot_be_changed() -> None:
    function = function_modules(3)
    for table in (function.known, function.dark, function.data, mask_modules(3, 0)):
        with pytest.raises(ValueError, match="read-only"):
            table[0, 0] = True


def test_sizes_and_versions_belong_together() -> None:
    assert [size_of(version) for version in (1, 2, 40)] == [21, 25, 177]
    assert all(version_of(size_of(version)) == version for version in VERSIONS)


@pytest.mark.parametrize("version", [-1, 0, 41])
def test_there_is_no_such_version(version: int) -> None:
    with pytest.raises(ValueError, match="version"):
        size_of(version)


@pytest.mark.parametrize("size", [0, 17, 20, 22, 181, -3])
def test_no_version_has_such_a_size(size: int) -> None:
    with pytest.raises(ValueError, match="modules"):
        version_of(size)


@pytest.mark.parametrize(("version", "level"), [(0, "L"), (41, "L"), (1, "X"), (1, "")])
def test_there_are_no_check_bytes_of_what_there_is_not(version: int, level: str) -> None:
    assert check_bytes(version, level) is None
