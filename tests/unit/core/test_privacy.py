"""Nothing that pays may be seen whole."""

import pickle

import pytest
from hypothesis import given
from hypothesis import strategies as st

from cashier.core.privacy import Secret, last_six, mask_payload, strip_digits

CODES = st.from_regex(r"1[0-5][0-9]{16}", fullmatch=True)


@given(CODES)
def test_a_masked_code_keeps_four_characters(code: str) -> None:
    masked = mask_payload(code)
    assert len(masked) == len(code)
    assert code[2:-2] not in masked
    assert masked[:2] == code[:2]
    assert masked[-2:] == code[-2:]


@given(CODES, st.sampled_from(["", " ", "-", "\n", " - "[:2]]), st.text(max_size=10))
def test_no_long_run_of_digits_survives(code: str, gap: str, around: str) -> None:
    written = gap.join(code[i : i + 4] for i in range(0, len(code), 4))
    kept = strip_digits(f"{around} {written} {around}")
    assert code[:8] not in kept.replace(gap, "") if gap else code[:8] not in kept


def test_short_numbers_stay() -> None:
    assert strip_digits("错误 101，单号 123456789012") == "错误 101，单号 123456789012"


def test_order_numbers_keep_their_last_six() -> None:
    assert last_six("DEMO20261122000123") == "000123"


def test_a_secret_does_not_show_itself() -> None:
    secret = Secret("130000000000000001")
    shown = f"{secret} {secret!r} {secret:>30} {[secret]}"
    assert "1300" not in shown
    assert secret.reveal() == "130000000000000001"
    assert secret == Secret("130000000000000001")
    with pytest.raises(TypeError):
        pickle.dumps(secret)
