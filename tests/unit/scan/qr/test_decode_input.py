"""What is no square of readings is refused, whatever it is."""

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from hypothesis.extra.numpy import array_shapes, arrays

from cashier.scan.qr.decode import decode

SIZES = (21, 25, 29, 45)


@pytest.mark.parametrize("shape", [(), (21,), (0, 0), (20, 20), (21, 25), (21, 21, 1), (181, 181)])
def test_other_shapes_are_no_readings(shape: tuple[int, ...]) -> None:
    with pytest.raises(ValueError, match=r"QR code|readings"):
        decode(np.zeros(shape, np.float32))


@pytest.mark.parametrize("kind", [np.bool_, np.uint8, np.int64, np.complex64, np.object_])
def test_other_kinds_are_no_readings(kind: type[np.generic]) -> None:
    with pytest.raises(ValueError, match="readings"):
        decode(np.zeros((21, 21), kind))


@given(
    arrays(
        st.sampled_from([np.float32, np.float64]),
        st.one_of(
            array_shapes(max_dims=3, max_side=30),
            st.sampled_from([(size, size) for size in (21, 25, 45)]),
        ),
    )
)
def test_any_array_is_refused_one_way_or_the_other(
    soft: np.ndarray[tuple[int, ...], np.dtype[np.float64]],
) -> None:
    try:
        assert decode(soft) is None
    except ValueError:
        square = soft.ndim == 2 and soft.shape[0] == soft.shape[1]
        assert not square or soft.shape[0] not in SIZES or not np.isfinite(soft).all()
