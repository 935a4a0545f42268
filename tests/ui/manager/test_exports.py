"""The page of exports: files by a tap, progress that can be stopped, a packet listed first."""

import json
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from pathlib import Path

import pytest
from PySide6.QtWidgets import QWidget
from pytestqt.qtbot import QtBot

from cashier.config.settings import Settings, Store
from cashier.core.clock import ManualClock
from cashier.core.paths import Home
from cashier.desk.exporting import Exporting, ExportView
from cashier.history.exports.export import WRITERS, Wish
from cashier.ui.manager.button import Button
from cashier.ui.manager.exports import KINDS, ExportPage
from cashier.ui.manager.page_names import EXPORT
from cashier.ui.manager.window import ManagerWindow
from cashier.ui.widgets.label import Label
from tests.helpers.histories import NOON, Sale, open_store
from tests.ui.manager.samples import Desk, look
from tests.ui.measure import faults


@dataclass
class Counter:
    """A till's files, the page over them, and where the next file goes."""

    page: ExportPage
    exports: Exporting
    folder: Path
    name: str = "report"
    asked: list[str] = field(default_factory=list)

    def texts(self) -> list[str]:
        return [one.spec.text for one in self.page.findChildren(Label)]

    def tap(self, text: str) -> None:
        next(one for one in self.page.findChildren(Button) if one.spec.text == text).click()


MakeCounter = Callable[..., Counter]


@pytest.fixture
def counter(qtbot: QtBot, tmp_path: Path) -> Iterator[MakeCounter]:
    home = Home.at(tmp_path / "home").make()
    with open_store(home.database) as store:
        store.open_shift("小李")
        for number in range(3):
            store.append(Sale(f"{number}", cause="network.dns").events())
    exports = Exporting(home, Settings(store=Store(name="人民路店")), ManualClock(NOON))

    def make(language: str = "zh_CN", theme: str = "light") -> Counter:
        made: list[Counter] = []

        def choose(suggested: str) -> str:
            made[0].asked.append(suggested)
            return str(tmp_path / made[0].name) if made[0].name else ""

        page = ExportPage(look(language, theme), exports, choose)
        page.choose_time("all")
        page.resize(820, 680)
        qtbot.addWidget(page)
        page.show()
        made.append(Counter(page, exports, tmp_path))
        return made[0]

    yield make
    exports.close()


@pytest.mark.parametrize("kind", KINDS)
def test_a_tap_makes_a_file_of_its_kind(counter: MakeCounter, qtbot: QtBot, kind: str) -> None:
    made = counter()
    made.page.export(kind)
    qtbot.waitUntil(lambda: f"已存为 report.{kind}" in made.texts())
    assert (made.folder / f"report.{kind}").stat().st_size > 100
    assert made.asked[0].endswith(f".{kind}")


def test_a_file_says_whose_it_is(counter: MakeCounter, qtbot: QtBot) -> None:
    made = counter()
    made.page.export("json")
    qtbot.waitUntil(lambda: "已存为 report.json" in made.texts())
    assert json.loads((made.folder / "report.json").read_text("utf-8"))["store"] == "人民路店"


def test_nowhere_is_no_file(counter: MakeCounter) -> None:
    made = counter()
    made.name = ""
    made.page.export("csv")
    assert list(made.folder.glob("*.csv")) == []


def test_what_cannot_be_written_is_told_with_what_to_do(counter: MakeCounter, qtbot: QtBot) -> None:
    made = counter("en")
    made.name = "none/report"
    made.page.export("json")
    qtbot.waitUntil(lambda: any("cannot be put into" in text for text in made.texts()))
    assert any("Choose a folder" in text for text in made.texts())


def test_the_packet_is_listed_before_it_is_written(counter: MakeCounter, qtbot: QtBot) -> None:
    made = counter()
    made.tap("列出求助包内容")
    qtbot.waitUntil(lambda: any(text.startswith("settings.json") for text in made.texts()))
    assert list(made.folder.glob("*.zip")) == []
    made.name = "packet.zip"
    made.tap("存成一个文件")
    qtbot.waitUntil(lambda: "已存为 packet.zip" in made.texts())
    assert (made.folder / "packet.zip").exists()


def test_a_running_export_is_stopped_and_leaves_nothing(
    tmp_path: Path, counter: MakeCounter
) -> None:
    made = counter()
    seen: list[ExportView] = []

    def told(view: ExportView) -> None:
        seen.append(view)
        if view.running and view.total:
            made.exports.stop()

    made.exports.start(Wish(tmp_path / "r.csv"), "zh_CN", WRITERS, told)
    made.exports.close()
    last = seen[-1]
    assert last.problem is not None
    assert last.problem.key == "error-export-stopped"
    assert not (tmp_path / "r.csv").exists()


@pytest.mark.parametrize("theme", ["light", "dark"])
@pytest.mark.parametrize("language", ["zh_CN", "en"])
def test_everything_has_its_room(
    counter: MakeCounter, qtbot: QtBot, language: str, theme: str
) -> None:
    made = counter(language, theme)
    made.page.gather()
    qtbot.waitUntil(lambda: any(text.startswith("log.txt") for text in made.texts()))
    qtbot.waitUntil(lambda: faults(made.page) == [])
    assert made.page.look.words.missing == set()


def test_the_window_has_the_page_only_with_something_that_writes(
    counter: MakeCounter, qtbot: QtBot
) -> None:
    made = counter()
    windows: list[QWidget] = []
    for exports, there in ((made.exports, True), (None, False)):
        window = ManagerWindow(look(), Desk(), exports=exports)
        windows.append(window)
        qtbot.addWidget(window)
        window.show()
        assert (window.exports is not None) is there
        if there:
            window.go_to(EXPORT)
            assert window.stack.currentWidget() is window.exports
