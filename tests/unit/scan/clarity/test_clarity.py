"""Whole codes → clarity, from drawings."""

from dataclasses import replace

import cv2
import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from cashier.core.privacy import Secret
from cashier.scan.clarity import clarity_of, quick_clarity_of
from cashier.scan.engines import find
from cashier.scan.grid import Grid
from cashier.scan.qr.blocks import blocks_of
from cashier.scan.qr.symbol import Make
from cashier.scan.reading import Clarity
from cashier.scan.symbol import Symbol
from tests.helpers.codes import PAYMENT, Picture, blurred, contrast, drawn
from tests.helpers.symbols import places_of_block, spoilt_codewords, written

MATRIX = {
    *("contrast", "modulation", "reflectance_margin", "fixed_pattern", "format_info"),
    *("axial", "grid", "unused_ec", "quiet_zone", "module_size"),
}


def clarity(picture: Picture) -> Clarity:
    symbol = next(one for one in find(picture) if one.text is not None)
    return clarity_of(picture, symbol)


def as_picture(modules: np.ndarray[tuple[int, int], np.dtype[np.bool_]], px: int = 6) -> Picture:
    picture = np.kron(np.where(modules, 0, 255), np.ones((px, px))).astype(np.uint8)
    return np.pad(picture, 8 * px, constant_values=255)


def test_a_clean_code_is_an_a_in_everything() -> None:
    found = clarity(drawn(PAYMENT))
    assert set(found.parameters) == MATRIX
    assert (found.letter, set(found.parameters.values())) == ("A", {4.0})


def test_large_versions_are_graded_by_their_version_information_too() -> None:
    assert "version_info" in clarity(as_picture(written("PAY 8", 7))).parameters


@pytest.mark.parametrize("turns", range(4))
@pytest.mark.parametrize("mirrored", [False, True])
def test_turns_and_mirrors_do_not_matter(turns: int, *, mirrored: bool) -> None:
    modules = as_picture(written("https://example.org", 3))
    modules[130:150, 130:160] = 120
    upright = clarity(modules)
    seen = np.rot90(modules.T if mirrored else modules, turns)
    assert clarity(np.ascontiguousarray(seen)) == upright


def test_the_same_picture_gives_the_same_clarity() -> None:
    picture = blurred(drawn(PAYMENT), 2.0)
    assert clarity(picture) == clarity(picture.copy())


@pytest.mark.parametrize("level", ["L", "M", "H"])
@pytest.mark.parametrize("version", [2, 5])
def test_modules_that_were_corrected_lower_unused_correction_and_margin(
    version: int, level: str
) -> None:
    make = Make(version, level, 0)
    scores = []
    for count in range(4):
        places = places_of_block(make, 0)[:count]
        wrong = spoilt_codewords(
            written("PAY 8", version, level), make, places, np.random.default_rng(3)
        )
        found = clarity(as_picture(wrong)).parameters
        room = blocks_of(version, level).check - blocks_of(version, level).protection
        share = 1 - 2 * count / room
        assert found["reflectance_margin"] <= found["unused_ec"]
        assert (found["unused_ec"] == 4.0) == (share >= 0.62)
        assert found["modulation"] == 4.0
        scores.append(found["unused_ec"])
    assert scores == sorted(scores, reverse=True)


def spoilt(kind: str, much: float) -> Picture:
    code = drawn(PAYMENT)
    match kind:
        case "blur":
            return blurred(code, 0.3 + 2.2 * much)
        case "ink":
            return contrast(code, int(180 * much), 255)
        case "dim":
            return contrast(code, 0, 255 - int(200 * much))
    return drawn(PAYMENT, scale=6 - int(3 * much))


@settings(max_examples=12, deadline=None)
@given(st.sampled_from(["blur", "ink", "dim", "shrink"]), st.floats(0, 1), st.floats(0, 1))
def test_more_damage_is_never_a_better_grade(kind: str, one: float, other: float) -> None:
    less, more = (clarity(spoilt(kind, much)) for much in sorted((one, other)))
    assert more.score <= less.score
    assert all(0 <= value <= 4 for value in more.parameters.values())
    assert all(more.parameters[name] <= less.parameters[name] for name in MATRIX)


def test_a_bent_code_is_followed_and_only_its_bend_is_bad() -> None:
    modules = written("https://example.org", 7)
    size = len(modules)
    picture = as_picture(modules, 8)
    y, x = np.mgrid[: len(picture), : len(picture)].astype(np.float32)
    wave = 8.0 * np.sin(np.pi * (x / 8 - 8) / size) * np.sin(np.pi * (y / 8 - 8) / size)
    places = (x - wave).astype(np.float32)
    bent = cv2.remap(picture, places, y, cv2.INTER_LINEAR, borderMode=cv2.BORDER_REPLICATE)
    found = clarity(np.asarray(bent, np.uint8)).parameters
    assert found["grid"] < 4.0
    assert found["modulation"] == found["fixed_pattern"] == 4.0


def test_a_grid_that_the_reader_found_is_where_looking_starts() -> None:
    modules = written("https://example.org", 3)
    picture = as_picture(modules, 6)
    symbol = find(picture)[0]
    line = (np.arange(len(modules)) + 8) * 6 + 2.5
    found = Grid(np.stack(np.meshgrid(line, line), axis=2) + 1.0)
    nowhere = ((0.0, 0.0), (9.0, 0.0), (9.0, 0.0), (0.0, 9.0))
    with_grid = replace(symbol, grid=found)
    assert clarity_of(picture, with_grid) == clarity_of(picture, symbol)
    misled = replace(symbol, corners=nowhere)
    assert set(clarity_of(picture, misled).parameters) == {"module_size", "unused_ec"}


@pytest.mark.parametrize(("clean", "grade"), [(4, 4.0), (2, 3.0), (1, 2.0)])
def test_what_stands_in_the_quiet_zone(clean: int, grade: float) -> None:
    picture = as_picture(written("https://example.org", 3), 6)
    picture[: (8 - clean) * 6] = 0
    assert clarity(picture).parameters["quiet_zone"] == pytest.approx(grade, abs=0.2)


def test_what_lies_outside_the_picture_is_not_held_against_a_code() -> None:
    picture = as_picture(written("https://example.org", 3), 6)
    assert clarity(np.ascontiguousarray(picture[40:, 40:])).parameters["quiet_zone"] == 4.0


def test_a_lamp_over_half_the_code_lowers_it() -> None:
    picture = as_picture(written("https://example.org", 3, "H"), 6).astype(np.int16)
    picture[:, :130] += 150
    lit = clarity(np.clip(picture, 0, 255).astype(np.uint8))
    assert lit.parameters["reflectance_margin"] <= lit.parameters["modulation"]
    assert lit.score < 4.0


def test_shade_over_half_the_code_is_no_damage() -> None:
    picture = as_picture(written("https://example.org", 3), 6).astype(np.float32)
    picture *= np.linspace(1, 0.6, picture.shape[1], dtype=np.float32)
    assert clarity(picture.astype(np.uint8)).letter == "A"


def test_a_code_in_a_very_wide_picture_is_graded() -> None:
    code = drawn(PAYMENT)
    wide = np.full((len(code), 33_000), 255, np.uint8)
    wide[:, -code.shape[1] :] = code
    assert clarity(wide).letter == "A"


def test_what_is_known_without_pixels() -> None:
    square = ((0.0, 0.0), (75.0, 0.0), (75.0, 75.0), (0.0, 75.0))
    found = quick_clarity_of(Symbol("QRCode", Secret("x"), square, version=2, unused_ec=0.37))
    assert dict(found.parameters) == {"module_size": 3.0, "unused_ec": 2.0}


def test_a_symbol_that_is_not_where_it_is_said_to_be_is_graded_by_what_is_known() -> None:
    picture = drawn(PAYMENT)
    (symbol,) = find(picture)
    found = clarity_of(np.full_like(picture, 255), symbol)
    assert set(found.parameters) == {"module_size", "unused_ec"}
    assert clarity_of(picture[:0], symbol).parameters == found.parameters
