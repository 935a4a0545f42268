"""The monitor probes by itself, tells its listeners, notices jumps of the clock, stops cleanly."""

import random
from collections.abc import Callable, Iterator
from datetime import UTC, datetime, timedelta
from queue import Queue

import pytest

from cashier.core.background import Background
from cashier.core.clock import ManualClock, SystemClock
from cashier.core.errors import Unavailable
from cashier.health.cadence import Cadence
from cashier.health.lights import Snapshot
from cashier.health.monitor import Monitor, Watch
from cashier.health.offset import Offset
from cashier.health.own_network import OwnNetwork
from cashier.health.plan import Plan
from cashier.health.probes import Probe
from cashier.health.reach import Reach
from cashier.health.reached import Target
from cashier.playbook.evidence import Evidence
from tests.helpers.hosts import HostPlan, host
from tests.helpers.logbook import Logbook

_PATIENCE_S = 30.0
_PLACES = Plan({"gateway.wechat": Target("http://127.0.0.1:1")}, ())


@pytest.fixture
def background() -> Iterator[Background]:
    with Background() as background:
        yield background


def _on_network(background: Background, call: Callable[[], None]) -> None:
    """Do it between two steps of the monitor: both clocks have moved when it looks at one."""

    async def work() -> None:
        call()

    background.submit(work()).result(_PATIENCE_S)


class Looks:
    """Counts how often the monitor looks at this machine's network: with every tick of its rest."""

    def __init__(self) -> None:
        self._looks = Queue[None]()

    def __call__(self) -> OwnNetwork:
        self._looks.put(None)
        return OwnNetwork()

    def wait_for_rest(self) -> None:
        """Return once it rests after the round that was just heard of."""
        for _ in range(self._looks.qsize() + 3):
            # It looks once more when it begins to rest, and with every tick.
            self._looks.get(timeout=_PATIENCE_S)


class Seen:
    """Collects snapshots as a listener."""

    def __init__(self) -> None:
        self.snapshots: Queue[Snapshot] = Queue()

    def __call__(self, snapshot: Snapshot) -> None:
        self.snapshots.put(snapshot)

    def next(self) -> Snapshot:
        """Wait for the next snapshot."""
        return self.snapshots.get(timeout=_PATIENCE_S)


def _monitor(background: Background, watch: Watch, clock: ManualClock | None = None) -> Monitor:
    reach = Reach(SystemClock(), _PATIENCE_S)
    return Monitor(background, clock or SystemClock(), reach, watch, random.Random(1))


def test_lights_come_at_once_and_on_demand(background: Background) -> None:
    monitor, seen = _monitor(background, Watch(_PLACES, Cadence(calm_s=600))), Seen()
    assert monitor.snapshot.light("internet").state == "unknown"
    remove = monitor.add_listener(seen)
    monitor.start()
    first = seen.next()
    assert first.light("gateway.wechat").detail_key == "health-tcp-refused"
    assert first.light("internet").state == "fail"
    monitor.probe_now().result(_PATIENCE_S)
    assert len(seen.next().history["gateway.wechat"]) == 2
    remove()
    monitor.stop()
    monitor.stop()
    assert monitor.snapshot.light("gateway.wechat").state == "fail"


def test_whoever_listens_later_is_told_the_newest_lights_at_once(background: Background) -> None:
    monitor, early, late = _monitor(background, Watch(_PLACES, Cadence(calm_s=600))), Seen(), Seen()
    monitor.add_listener(early)
    monitor.start()
    first = early.next()
    monitor.add_listener(late)
    monitor.stop()
    assert late.next() is first
    assert late.snapshots.empty()


def test_a_host_that_answers_is_green(background: Background) -> None:
    context = host(HostPlan())
    port = background.submit(context.__aenter__()).result(_PATIENCE_S)
    places = Plan({"gateway.wechat": Target(f"http://127.0.0.1:{port}")}, ())
    monitor, seen = _monitor(background, Watch(places)), Seen()
    monitor.add_listener(seen)
    monitor.start()
    snapshot = seen.next()
    monitor.stop()
    background.submit(context.__aexit__(None, None, None)).result(_PATIENCE_S)
    assert snapshot.light("gateway.wechat").state == "ok"
    assert snapshot.light("clock").state == "ok"
    assert snapshot.history["gateway.wechat"][0].kind == "ok"


def test_a_jump_of_the_wall_probes_at_once(background: Background) -> None:
    clock, looks = ManualClock(), Looks()
    watch = Watch(_PLACES, Cadence(calm_s=600, doubt_s=600), tick_s=0.01, look=looks)
    monitor, seen = _monitor(background, watch, clock), Seen()
    monitor.add_listener(seen)
    monitor.start()
    seen.next()
    looks.wait_for_rest()
    _on_network(background, lambda: clock.jump(7200))
    assert seen.next().taken_at == clock.now()
    monitor.stop()


def test_after_a_sleep_nothing_is_green_until_it_is_probed_anew(background: Background) -> None:
    context = host(HostPlan())
    port = background.submit(context.__aenter__()).result(_PATIENCE_S)
    places = Plan({"gateway.wechat": Target(f"http://127.0.0.1:{port}")}, ())
    clock, looks = ManualClock(), Looks()
    watch = Watch(places, Cadence(calm_s=600), tick_s=0.01, look=looks)
    monitor, seen, woken = _monitor(background, watch, clock), Seen(), Queue[None]()
    monitor.add_listener(seen)
    monitor.on_wake(lambda: woken.put(None))
    monitor.start()
    assert seen.next().light("gateway.wechat").state == "ok"
    looks.wait_for_rest()
    _on_network(background, lambda: clock.advance(8 * 3600))
    slept = seen.next()
    assert {light.state for light in slept.lights.values()} == {"unknown"}
    assert slept.history == {}
    woken.get(timeout=_PATIENCE_S)
    assert seen.next().light("gateway.wechat").state == "ok"
    monitor.stop()
    background.submit(context.__aexit__(None, None, None)).result(_PATIENCE_S)


def test_a_sleep_in_the_middle_of_a_round_is_noticed_after_it(background: Background) -> None:
    clock, naps = ManualClock(), [8 * 3600.0]
    monitor = _monitor(background, Watch(_PLACES, Cadence(calm_s=600)), clock)
    seen = Seen()

    def sleep_once(snapshot: Snapshot) -> None:
        seen(snapshot)
        clock.advance(naps.pop() if naps else 0)

    monitor.add_listener(sleep_once)
    monitor.start()
    states = [seen.next().light("gateway.wechat").state for _ in range(3)]
    monitor.stop()
    assert states == ["fail", "unknown", "fail"]


def test_trouble_before_a_sleep_does_not_make_it_rest_after_it(background: Background) -> None:
    clock, looks = ManualClock(), Looks()
    cadence = Cadence(calm_s=600, doubt_s=600, trouble_s=3)
    watch = Watch(_PLACES, cadence, tick_s=0.01, look=looks)
    monitor, seen = _monitor(background, watch, clock), Seen()
    monitor.add_listener(seen)
    monitor.start()
    assert seen.next().light("gateway.wechat").state == "fail"
    looks.wait_for_rest()
    _on_network(background, lambda: clock.advance(8 * 3600))
    assert seen.next().light("gateway.wechat").state == "unknown"
    assert seen.next().light("gateway.wechat").state == "fail"
    _on_network(background, lambda: clock.advance(4))
    assert len(seen.next().history["gateway.wechat"]) == 2
    monitor.stop()


def test_the_interval_brings_the_next_round(background: Background) -> None:
    clock = ManualClock()
    monitor = _monitor(background, Watch(_PLACES, Cadence(calm_s=20), tick_s=0.01), clock)
    seen = Seen()
    monitor.add_listener(seen)
    monitor.start()
    seen.next()
    _on_network(background, lambda: clock.advance(25))
    assert seen.next().taken_at == clock.now()
    monitor.stop()


def test_a_red_light_is_looked_at_again_within_seconds(background: Background) -> None:
    clock = ManualClock()
    monitor = _monitor(background, Watch(_PLACES, Cadence(calm_s=600), tick_s=0.01), clock)
    seen = Seen()
    monitor.add_listener(seen)
    monitor.start()
    assert seen.next().light("gateway.wechat").state == "fail"
    _on_network(background, lambda: clock.advance(3.5))
    assert seen.next().taken_at == clock.now()
    monitor.stop()


def test_an_open_case_hurries_from_any_thread(background: Background) -> None:
    monitor, seen = _monitor(background, Watch(_PLACES, Cadence(calm_s=600))), Seen()
    monitor.add_listener(seen)
    monitor.start()
    seen.next()
    monitor.hurry(on=True)
    monitor.hurry(on=True)
    seen.next()
    monitor.hurry(on=False)
    monitor.stop()


def test_another_network_probes_at_once(background: Background) -> None:
    traces = iter(["one", "one", "two"])
    last = ["one"]

    def look() -> OwnNetwork:
        last[0] = next(traces, last[0])
        return OwnNetwork(None, last[0])

    never = Cadence(calm_s=600, doubt_s=600, trouble_s=600)
    watch = Watch(_PLACES, never, tick_s=0.01, look=look)
    monitor, seen = _monitor(background, watch), Seen()
    monitor.add_listener(seen)
    monitor.start()
    seen.next()
    seen.next()
    monitor.stop()
    assert last == ["two"]


def test_time_servers_have_their_say(background: Background) -> None:
    async def time() -> tuple[Offset, ...]:
        return (Offset(-400.0, 0.02),)

    monitor, seen = _monitor(background, Watch(_PLACES, Cadence(calm_s=600), time=time)), Seen()
    monitor.add_listener(seen)
    monitor.start()
    assert seen.next().light("clock").state == "unknown"
    monitor.probe_now().result(_PATIENCE_S)
    assert seen.next().light("clock").detail_key == "health-clock-ahead"
    monitor.stop()


def test_a_listener_that_breaks_does_not_end_the_watch(
    background: Background, logbook: Logbook
) -> None:
    logbook.allow("health_round_broke")
    monitor, seen = _monitor(background, Watch(_PLACES, Cadence(calm_s=600))), Seen()

    def broken(snapshot: Snapshot) -> None:
        seen(snapshot)
        raise ValueError

    monitor.add_listener(broken)
    monitor.start()
    seen.next()
    monitor.probe_now().result(_PATIENCE_S)
    seen.next()
    monitor.stop()
    assert set(logbook.events) == {"health_round_broke"}


def test_what_the_provider_says_of_the_account_is_shown(background: Background) -> None:
    asked: list[int] = []

    async def readiness() -> tuple[Evidence, ...]:
        asked.append(1)
        return (Evidence("health.merchant.fenfu", "fail"), Evidence("order.state", "paid"))

    watch = Watch(_PLACES, Cadence(calm_s=600), readiness=readiness)
    monitor, seen = _monitor(background, watch), Seen()
    monitor.add_listener(seen)
    monitor.start()
    assert seen.next().light("merchant.fenfu").state == "unknown"
    assert seen.next().light("merchant.fenfu").state == "fail"
    monitor.probe_now().result(_PATIENCE_S)
    assert seen.next().light("merchant.fenfu").state == "fail"
    monitor.stop()
    assert asked == [1]


def test_one_call_to_the_provider_reddens_no_line_and_what_it_says_of_keys_lasts(
    background: Background,
) -> None:
    async def readiness() -> tuple[Evidence, ...]:
        return tuple(
            Evidence(f"health.{name}", "fail")
            for name in ("gateway.wechat", "certificate", "clock")
        )

    context = host(HostPlan())
    port = background.submit(context.__aenter__()).result(_PATIENCE_S)
    places = Plan({"gateway.wechat": Target(f"http://127.0.0.1:{port}")}, ())
    monitor = _monitor(background, Watch(places, Cadence(calm_s=600), readiness=readiness))
    seen = Seen()
    monitor.add_listener(seen)
    monitor.start()
    before, asked = seen.next(), seen.next()
    monitor.probe_now().result(_PATIENCE_S)
    round_later = seen.next()
    monitor.stop()
    background.submit(context.__aexit__(None, None, None)).result(_PATIENCE_S)
    assert (before.light("clock").state, before.light("certificate").state) == ("ok", "unknown")
    for snapshot in (asked, round_later):
        assert snapshot.light("gateway.wechat").state == "ok"
        assert snapshot.light("certificate").state == "fail"
        assert snapshot.light("certificate").detail_key == "readiness-credentials-fail"
        assert snapshot.light("clock").detail_key == "health-clock-tls"


def test_a_provider_that_does_not_say_leaves_it_unknown(background: Background) -> None:
    async def readiness() -> tuple[Evidence, ...]:
        raise Unavailable

    monitor, seen = _monitor(background, Watch(_PLACES, readiness=readiness)), Seen()
    monitor.add_listener(seen)
    monitor.start()
    assert seen.next().light("merchant.fenfu").state == "unknown"
    monitor.stop()


def test_what_is_known_besides_is_shown(background: Background) -> None:
    watch = Watch(
        _PLACES,
        fixed=(Probe("version", "ok"),),
        merchant_certificate_until=lambda: datetime(2000, 1, 1, tzinfo=UTC) + timedelta(days=1),
    )
    monitor, seen = _monitor(background, watch), Seen()
    monitor.add_listener(seen)
    monitor.start()
    snapshot = seen.next()
    monitor.stop()
    assert snapshot.light("version").state == "ok"
    assert snapshot.light("certificate").detail_key == "health-certificate-merchant_expired"
