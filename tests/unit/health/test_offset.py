"""Several clocks that do not quite agree give one offset with an honest error."""

import asyncio
import struct
from datetime import UTC, datetime, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from cashier.core.clock import SystemClock
from cashier.health import sntp
from cashier.health.offset import Offset, agreed
from cashier.health.sntp import ask_time, read_answer

_SENT = datetime(2026, 11, 22, 6, 0, tzinfo=UTC)
_EPOCHS_APART = 2_208_988_800


def test_nobody_knows_nothing() -> None:
    assert agreed([]) is None


def test_most_clocks_outvote_a_wrong_one() -> None:
    found = agreed([Offset(10.0, 0.6), Offset(10.4, 0.6), Offset(-3000.0, 0.1)])
    assert found is not None
    assert found.seconds == pytest.approx(10.2)
    assert found.error_s == pytest.approx(0.4)


def test_of_two_that_disagree_the_surer_one_counts() -> None:
    assert agreed([Offset(100.0, 0.6), Offset(0.0, 0.02)]) == Offset(0.0, 0.02)


@given(st.floats(-4000, 4000), st.lists(st.floats(-0.5, 0.5), min_size=1, max_size=8))
def test_the_truth_lies_within_the_error(truth: float, wrong: list[float]) -> None:
    found = agreed(Offset(truth + one, 0.55) for one in wrong)
    assert found is not None
    assert abs(found.seconds - truth) <= found.error_s + 1e-6


def _answer(sent: datetime, ahead_s: float, *, first: int = 0x24, stratum: int = 2) -> bytes:
    def stamp(at: datetime) -> tuple[int, int]:
        whole, part = divmod(at.timestamp() + _EPOCHS_APART, 1)
        return int(whole) % 2**32, int(part * 2**32)

    there = stamp(sent + timedelta(seconds=ahead_s + 0.01))
    return struct.pack("!B B b b 11I", first, stratum, 0, 0, *[0] * 5, *stamp(sent), *there, *there)


@pytest.mark.parametrize("ahead", [-3600.0, -0.25, 0.0, 3600.0])
def test_an_answer_shows_the_offset(ahead: float) -> None:
    found = read_answer(_answer(_SENT, ahead), _SENT, _SENT + timedelta(seconds=0.02))
    assert found is not None
    assert found.seconds == pytest.approx(ahead, abs=0.001)
    assert found.error_s == pytest.approx(0.02, abs=0.001)


@pytest.mark.parametrize(
    "data",
    [
        b"",
        b"x" * 47,
        _answer(_SENT, 0, first=0xE4),
        _answer(_SENT, 0, first=0x23),
        _answer(_SENT, 0, stratum=0),
        _answer(_SENT + timedelta(seconds=1), 0),
    ],
)
def test_odd_answers_show_nothing(data: bytes) -> None:
    assert read_answer(data, _SENT, _SENT) is None


def test_stamps_after_2036_are_of_the_next_era() -> None:
    sent = datetime(2040, 1, 1, tzinfo=UTC)
    found = read_answer(_answer(sent, 5.0), sent, sent + timedelta(seconds=0.02))
    assert found is not None
    assert found.seconds == pytest.approx(5.0, abs=0.001)


class _TimeServer(asyncio.DatagramProtocol):
    def connection_made(self, transport: asyncio.DatagramTransport) -> None:  # type: ignore[override]
        self._transport = transport

    def datagram_received(self, data: bytes, addr: tuple[str, int]) -> None:
        asked = struct.unpack("!B B b b 11I", data)
        now = (SystemClock().now() + timedelta(seconds=90)).timestamp() + _EPOCHS_APART
        there = (int(now), int(now % 1 * 2**32))
        answer = (0x24, 2, 0, 0, *[0] * 5, *asked[-2:], *there, *there)
        self._transport.sendto(struct.pack("!B B b b 11I", *answer), addr)


def test_a_real_server_is_asked_and_dead_or_odd_ones_say_nothing(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setattr(sntp, "WITHIN_S", 30.0)

    async def ask() -> tuple[Offset, ...]:
        loop = asyncio.get_running_loop()
        transport, _ = await loop.create_datagram_endpoint(_TimeServer, ("127.0.0.1", 0))
        port = transport.get_extra_info("sockname")[1]
        try:
            return await ask_time([f"127.0.0.1:{port}", "127.0.0.1:1", "odd"], SystemClock())
        finally:
            transport.close()

    (found,) = asyncio.run(ask())
    assert abs(found.seconds - 90) <= found.error_s + 0.2
