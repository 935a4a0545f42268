"""The window as a store PC feels it: start, lights, F9 to the first sentence, camera, idle cost.

Every run is a process of its own, with a home folder of its own, drawn offscreen. The camera is
off, the probes run, as at a quiet till. The shop whose lights are timed reaches nobody: each host
refuses at once, so that no network is measured.
"""

import statistics
import tempfile
from dataclasses import dataclass
from pathlib import Path

from benchmarks.child.begin import begin, compile_first
from benchmarks.figures import Figure
from benchmarks.render.clip import clip
from cashier.config.settings import Health, Settings, WeChat
from cashier.config.settings_file import save
from cashier.core.paths import Home

_STARTS = 7
_LIGHTS = 5
_NOBODY = "127.0.0.1:9"


def measure() -> list[Figure]:
    """Start the window several times, then let one stand idle."""
    compile_first()
    with tempfile.TemporaryDirectory(prefix="cashier-bench-") as folder:
        _run("start", folder)  # the first start warms the disk cache and makes the home
        starts = [float(_run("start", folder)[0]) for _ in range(_STARTS)]
        demo = _Lights.of("demo", folder)
        shop = _Lights.of("lights", str(_unreached(Path(folder) / "shop")))
        film = clip(Path(folder) / "film.avi", (1280, 720))
        share, *pictures = (float(value) for value in _run(str(film), folder, child="camera"))
        first = [float(value) for value in _run("press", folder)]
        cpu, memory = (float(value) for value in _run("idle", folder))
    return [
        Figure("warm start to first paint, median", statistics.median(starts), "s", limit=0.8),
        Figure("warm start to first paint, worst", max(starts), "s"),
        Figure("F9 to the first sentence, median", statistics.median(first), "ms", limit=150),
        Figure("F9 to the first sentence, worst", max(first), "ms", limit=300),
        Figure("warm start to live lights (demo), median", demo.live_s, "s", 1.5),
        Figure("warm start to live lights (a shop's own), median", shop.live_s, "s", 1.5),
        Figure("warm start to the desk at work (demo), median", demo.desk_s, "s"),
        Figure("warm start to the desk at work (a shop's own), median", shop.desk_s, "s"),
        Figure("picture of 720p to its outline, median", statistics.median(pictures), "ms", 50),
        Figure("picture of 720p to its outline, 95th of 100", _at(pictures, 0.95), "ms"),
        Figure("scanning 720p, of one core", share, "%", limit=35),
        Figure("idle window, camera off, of one core", cpu, "%", limit=1),
        Figure("idle window, memory (RSS)", memory, "MB", limit=220),
    ]


@dataclass(frozen=True, slots=True)
class _Lights:
    """Medians of some starts, in seconds."""

    live_s: float
    desk_s: float

    @classmethod
    def of(cls, what: str, home: str) -> "_Lights":
        """Start some times; the first warms the home."""
        _run(what, home)
        runs = [[float(value) for value in _run(what, home)] for _ in range(_LIGHTS)]
        return cls(*(statistics.median(column) for column in zip(*runs, strict=True)))


def _unreached(folder: Path) -> Path:
    """Make the home of a shop that reaches nobody."""
    hosts, address = (_NOBODY,), f"https://{_NOBODY}"
    health = Health(
        internet_hosts=hosts,
        portal_hosts=hosts,
        name_servers=hosts,
        time_servers=hosts,
        alipay_url=address,
    )
    wechat = WeChat(base_url=address, backup_url=address)
    save(Settings(health=health, wechat=wechat), Home.at(folder).make())
    return folder


def _at(values: list[float], share: float) -> float:
    return sorted(values)[min(int(len(values) * share), len(values) - 1)]


def _run(what: str, home: str, child: str = "window") -> list[str]:
    return begin(child, what, home=home).split()
