"""`cashier --self-test`: tries each part of an installation once and says how long it took.

Everything happens in a folder of its own that is gone afterwards; nothing of the shop is read or
written, and nothing leaves the machine. What a machine may lack without harm (a keyring) is told
and does not fail.
"""

import os
import tempfile
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from functools import partial
from pathlib import Path

from cashier.core.clock import Clock
from cashier.core.errors import CashierError
from cashier.core.paths import Home
from cashier.core.words import LANGUAGES, Words

Say = Callable[[str], None]
MOST_S = 20.0
"""Seconds that a whole self-test may take on a store PC."""


class Broken(Exception):
    """A part does not do what it is for; the text is for the technician."""


@dataclass(frozen=True, slots=True)
class Part:
    """One part: the key of its name, and what tries it; it may return a note."""

    name: str
    attempt: Callable[[Path], str | None]


def self_test(words: Words, clock: Clock, say: Say) -> int:
    """Try every part, print a line for each, and return 1 if one failed or all took too long."""
    os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")
    begun = clock.monotonic()
    failed = 0
    for part in parts():
        failed += not _tried(part, words, clock, say)
    took = clock.monotonic() - begun
    late = took > MOST_S
    if late:
        say(words("selftest-late", limit=MOST_S))
    end = "selftest-failed" if failed or late else "selftest-passed"
    say(words(end, seconds=round(took, 1), count=failed))
    return 1 if failed or late else 0


def parts() -> tuple[Part, ...]:
    """Return what is tried, the quick things first."""
    return (
        Part("resources", _resources),
        Part("languages", _languages),
        Part("history", _history),
        Part("vault", _vault),
        Part("pin", _pin),
        Part("network", _network),
        Part("chat", _chat),
        Part("engine", _engine),
        Part("kernel", _kernel),
        Part("reader", _reader),
        Part("film", _film),
        Part("export", _export),
        Part("rescue", _rescue),
    )


def _tried(part: Part, words: Words, clock: Clock, say: Say) -> bool:
    begun = clock.monotonic()
    state, note = "ok", ""
    with tempfile.TemporaryDirectory(prefix="cashier-test-", ignore_cleanup_errors=True) as folder:
        try:
            note = part.attempt(Path(folder)) or ""
        except CashierError as error:
            state, note = "broken", f"{error.code} {_plain(error.fields)}".strip()
        except Exception as error:  # noqa: BLE001 - a part may break in any way; that is the answer
            state, note = "broken", f"{type(error).__name__}: {error}"
    took = clock.monotonic() - begun
    line = words(f"selftest-{state}", part=words(f"selftest-part-{part.name}"))
    say(f"{line}  {took:.2f} s" + (f"  ({note})" if note else ""))
    return state == "ok"


def _plain(fields: Mapping[str, object]) -> str:
    return " ".join(f"{name}={value}" for name, value in fields.items())


def _resources(_folder: Path) -> str:
    from cashier.playbook.load import load_playbook

    return load_playbook().version


def _languages(_folder: Path) -> None:
    from cashier.cli.common import CATALOGUES
    from cashier.history.exports.wording import CATALOGUES as EXPORTS
    from cashier.ui.words import CATALOGUES as SHOWN

    for language in LANGUAGES:
        for catalogue in {*CATALOGUES, *EXPORTS, *SHOWN}:
            # A key that nobody has makes it read the whole catalogue.
            Words(language, (catalogue,)).has("-")


def _history(folder: Path) -> str:
    from cashier.history.rules import StoreOptions
    from cashier.history.store import Store
    from cashier.history.tables import SCHEMA

    for _ in range(2):
        with Store.open(folder / "history.sqlite", StoreOptions()).store as store:
            if not store.verify().sound:
                raise Broken("a new history does not verify")
    return SCHEMA


def _vault(folder: Path) -> str | None:
    from cashier.config.vault import open_home_vault

    state = open_home_vault(Home.at(folder).make(), "1900000001")
    return state.problem.code if state.problem is not None else None


def _pin(_folder: Path) -> None:
    from argon2 import PasswordHasher

    hasher = PasswordHasher()
    hasher.verify(hasher.hash("2580"), "2580")


def _network(_folder: Path) -> None:
    import ssl

    import truststore
    from dns.resolver import Resolver

    truststore.SSLContext(ssl.PROTOCOL_TLS_CLIENT)
    Resolver(configure=False)


def _chat(_folder: Path) -> None:
    from cashier.alarms.courier import CHATS, chat_at
    from cashier.core.privacy import Secret

    for chat in CHATS:
        nowhere = "nobody:nothing@example.invalid" if chat.startswith("mail") else "nobody123"
        chat_at(Secret(f"{chat}://{nowhere}/"))


def _engine(_folder: Path) -> None:
    from cashier.core.resources import resource
    from cashier.scan.engines import find
    from cashier.scan.picture import load

    found = find(load(resource("samples", "payment_code.png")).pixels)
    if {symbol.symbology for symbol in found if symbol.text} != {"QRCode", "Code128"}:
        raise Broken("the sample's two codes were not read")


def _kernel(_folder: Path) -> str:
    from cashier.scan.kernel import load

    kernel = load()
    if kernel.name != "compiled":
        raise Broken("the compiled part is missing or does not fit")
    return kernel.name


def _reader(_folder: Path) -> None:
    from cashier.core.resources import resource
    from cashier.scan.picture import load
    from cashier.scan.scanner import Scanner
    from cashier.scan.search import Effort

    reading = Scanner(effort=Effort.STILL).read(
        load(resource("samples", "payment_code.png")).pixels
    )
    if not reading.reads or reading.reads[0].kind != "wechat_payment":
        raise Broken("the sample's payment code was not read")


def _film(_folder: Path) -> None:
    from cashier.core.resources import resource
    from cashier.scan.camera import OpenCvSource

    source = OpenCvSource(str(resource("samples", "phone.avi")))
    try:
        if source.read() is None:
            raise Broken("the sample film shows no picture")
    finally:
        source.close()


def _export(folder: Path) -> None:
    from cashier.cli.report_export import export_report
    from cashier.history.exports.export import Wish
    from cashier.history.rules import StoreOptions
    from cashier.history.store import Store
    from cashier.ui.story import application

    # The PDF's fonts need one, and the window later needs this very one.
    application()
    database = folder / "history.sqlite"
    Store.open(database, StoreOptions()).store.close()
    for suffix in (".csv", ".json", ".xlsx", ".pdf"):
        target = folder / f"report{suffix}"
        export_report(database, Wish(target), Words(LANGUAGES[0]), None)
        if not target.stat().st_size:
            raise Broken(f"an empty {suffix}")


def _rescue(folder: Path) -> str:
    from cashier.app.first import First
    from cashier.app.launch import Launch
    from cashier.app.parts import App
    from cashier.core.clock import SystemClock
    from cashier.core.litter import left_lying
    from cashier.ui.look import Taste
    from cashier.ui.manager.window import ManagerWindow
    from cashier.ui.story import Story, application

    application()
    app = App(First(Launch(home=Home.at(folder / "home"), demo=True, demo_pace=0.4)))
    manager = partial(ManagerWindow, desk=app.desk, exports=app.exports)
    story = Story(app, manager, SystemClock(), Taste(LANGUAGES[0], "light"), folder)
    story.hurried = True
    with left_lying():
        try:
            steps = [step.name for step in story.play()]
        finally:
            story.close()
    if "done" not in steps:
        raise Broken(f"the story ended at {steps[-1:]}")
    return f"{len(steps)} steps"
