"""Memory that is free between what is held goes back to the system, of whatever thread."""

import platform
import resource
import subprocess
import sys
from pathlib import Path

import pytest

from cashier.core import heap
from cashier.core.heap import give_back, share_one_heap

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


ON_A_THREAD = """
import sys
from pathlib import Path
from cashier.core.heap import give_back, share_one_heap
from cashier.core.threads import start_thread
def resident():
    return int(Path("/proc/self/statm").read_text().split()[1]) * 4096
print(share_one_heap() if sys.argv[1] == "one" else False)
held = []
def work():
    bytes(16_000_000)  # one large block, as of a picture: from then on as much is kept at hand
    many = [bytes([1]) * 20_000 for _ in range(1_000)]
    held.append(bytes(5_000))
    del many
before = resident()
start_thread("work", work).join()
give_back()
print(resident() - before)
"""


@pytest.mark.skipif(not GLIBC, reason="only glibc has a heap for each thread")
def test_what_a_thread_used_goes_back_as_well() -> None:
    grown = {}
    for heaps in ("one", "many"):
        told = subprocess.run(
            [sys.executable, "-c", ON_A_THREAD, heaps], capture_output=True, check=True, text=True
        ).stdout.split()
        assert told[0] == str(heaps == "one")
        grown[heaps] = int(told[1])
    assert grown["one"] < 4_000_000 < grown["many"]


def test_another_library_is_left_alone(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(heap, "_glibc", lambda: None)
    assert not give_back()
    assert not share_one_heap()
