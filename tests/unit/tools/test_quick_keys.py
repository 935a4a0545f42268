"""A good private key is looked at once in tests, and a bad one each time."""

import pytest
from cryptography.hazmat.primitives import serialization

from tests.helpers.quick_keys import look_at_each_key_once


def test_a_good_key_is_looked_at_once_and_a_bad_one_each_time(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    looked: list[bytes] = []

    def look(pem: bytes, password: bytes | None) -> object:
        looked.append(pem)
        if pem == b"bad":
            raise ValueError
        return object()

    monkeypatch.setattr(serialization, "load_pem_private_key", look)
    look_at_each_key_once(monkeypatch)
    first, again = (serialization.load_pem_private_key(b"good", None) for _ in range(2))
    assert first is again
    for _ in range(2):
        with pytest.raises(ValueError):
            serialization.load_pem_private_key(b"bad", None)
    assert looked == [b"good", b"bad", b"bad"]
