"""`cashier doctor` with everything that there is to look at on this machine."""

from collections.abc import Sequence
from dataclasses import replace
from typing import TextIO

from cashier import __version__
from cashier.cli.chain import Told, chain_of, snapshot_of
from cashier.cli.doctor import (
    Check,
    Finding,
    network_check,
    of_error,
    run_doctor,
    settings_check,
    system_check,
    vault_check,
    version_check,
)
from cashier.cli.merchant import Shop, merchant_check
from cashier.config.settings_file import load
from cashier.config.vault import VaultState, open_home_vault
from cashier.core.background import Background
from cashier.core.clock import Clock, SystemClock
from cashier.core.paths import Home
from cashier.core.words import Words
from cashier.health.lights import Snapshot, nothing_known
from cashier.health.plan import plan_of
from cashier.health.prober import Round
from cashier.health.reach import Reach
from cashier.history.rules import StoreOptions
from cashier.history.store import Store
from cashier.playbook.load import load_playbook
from cashier.scan.camera import open_source
from cashier.scan.cameras import CameraName, cameras
from cashier.scan.capture import first_frame
from cashier.scan.errors import CameraAbsent
from cashier.scan.kernel import Kernel
from cashier.scan.kernel import load as load_kernel

_CAMERA_PATIENCE_S = 10.0


def look_at_everything(place: Home, words: Words, out: TextIO, *, as_json: bool) -> int:
    """Run every check once and print what was found; return 1 if anything failed."""
    place.make()
    clock = SystemClock()
    loaded = load(place)
    settings = loaded.settings
    playbook, seen = load_playbook(), list[Round]()

    def open_vault() -> VaultState:
        return open_home_vault(place, settings.wechat.mchid)

    with Background() as background:
        checks = (
            system_check(words),
            version_check(playbook.minimum_program or __version__, words),
            settings_check(loaded, words),
            vault_check(place.vault_file, open_vault, words),
            Check("database", lambda: _history(place, words)),
            Check("kernel", lambda: [kernel_finding(load_kernel(), words)]),
            Check("cameras", lambda: [cameras_finding(cameras(), words)]),
            Check("camera", lambda: _camera(settings.camera.source, words)),
            network_check(
                background,
                clock,
                Reach(clock, settings.health.timeout_s),
                plan_of(settings),
                words,
                seen.append,
            ),
            merchant_check(Shop(settings, place, open_vault, clock, background), words),
        )
        return run_doctor(
            checks,
            words,
            out,
            as_json=as_json,
            chain=lambda: chain_of(Told(), _snapshot(seen, clock), playbook),
        )


def _snapshot(seen: Sequence[Round], clock: Clock) -> Snapshot:
    return snapshot_of(seen[-1], clock.now()) if seen else nothing_known(clock.now())


def _history(place: Home, words: Words) -> Sequence[Finding]:
    """Open the history as it is; a damaged one is told and left to the window to set aside."""
    if not place.database.exists():
        return [Finding("database", "ok", words("doctor-database-none"))]
    with Store.open(place.database, StoreOptions(quarantine=False)).store as store:
        report = store.verify()
        head = store.head()
    if not report.sound:
        return [
            Finding(
                "database",
                "fail",
                words("doctor-database-broken"),
                words("doctor-database-broken.do"),
            )
        ]
    return [Finding("database", "ok", words("doctor-database-sound", events=head.seq))]


def kernel_finding(kernel: Kernel, words: Words) -> Finding:
    """Say which way of finding codes is used; the slow one reads the same codes."""
    if kernel.name == "compiled":
        return Finding("kernel", "ok", words("doctor-kernel-compiled"))
    return Finding(
        "kernel", "warn", words("doctor-kernel-python"), words("doctor-kernel-python.do")
    )


def cameras_finding(found: Sequence[CameraName], words: Words) -> Finding:
    """List what is plugged in, each with the name that the setting takes."""
    if not found:
        return Finding("cameras", "unknown", words("doctor-cameras-none"))
    lines = (words("doctor-cameras-one", label=one.label, source=one.source) for one in found)
    return Finding("cameras", "ok", "\n".join(lines))


def _camera(source: str, words: Words) -> Sequence[Finding]:
    """Open the camera for one picture. No camera is no failure: the till works without one."""
    try:
        frame = first_frame(lambda: open_source(source), _CAMERA_PATIENCE_S)
    except CameraAbsent as error:
        return [replace(of_error("camera", error, words), state="unknown")]
    if frame is None:
        return [Finding("camera", "warn", words("doctor-camera-dark"))]
    height, width = frame.shape[:2]
    return [Finding("camera", "ok", words("doctor-camera-fine", width=width, height=height))]
