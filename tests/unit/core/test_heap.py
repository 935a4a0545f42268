"""Memory that is free between what is held goes back to the system."""

import platform
import resource
from pathlib import Path

import pytest

from cashier.core import heap
from cashier.core.heap import give_back

GLIBC = platform.libc_ver()[0] == "glibc"


def resident() -> int:
    pages = Path("/proc/self/statm").read_text(encoding="ascii").split()[1]
    return int(pages) * resource.getpagesize()


@pytest.mark.skipif(not GLIBC, reason="only glibc keeps it and can be told")
def test_what_is_free_between_what_is_held_goes_back() -> None:
    size, many = 20_000, 1_000
    held = [bytes([1]) * size for _ in range(many)]
    del held[::2]
    before = resident()
    assert give_back()
    assert before - resident() > size * many // 4
    assert len(held) == many // 2


def test_another_library_is_left_alone(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(heap, "_trim", lambda: None)
    assert not give_back()
