"""Answers come from another thread, only the newest counts, and none comes too late."""

import threading
from collections.abc import Callable

from pytestqt.qtbot import QtBot

from cashier.core.background import Worker
from cashier.desk.manager import ManagerView
from cashier.history.model import CaseFilter
from cashier.ui.manager.feed import Feed
from tests.ui.manager.samples import Desk


class FarDesk(Desk):
    """Answers on a thread of its own."""

    def __init__(self, worker: Worker) -> None:
        super().__init__()
        self._worker = worker

    def ask_manager(self, wanted: CaseFilter, deliver: Callable[[ManagerView], None]) -> None:
        self._worker.submit(super().ask_manager, wanted, deliver)


def test_an_answer_arrives_on_the_windows_thread(qtbot: QtBot) -> None:
    here = threading.get_ident()
    got: list[tuple[ManagerView, bool]] = []
    with Worker("far desk") as worker:
        feed = Feed(FarDesk(worker))
        feed.ask(
            "a",
            CaseFilter(open=True),
            lambda view: got.append((view, threading.get_ident() == here)),
        )
        qtbot.waitUntil(lambda: bool(got))
    assert got[0][1]
    assert got[0][0].wanted == CaseFilter(open=True)


def test_only_the_newest_question_of_a_topic_is_answered(qtbot: QtBot) -> None:
    desk = Desk(hold=True)
    feed = Feed(desk)
    got: list[str] = []
    feed.ask("a", CaseFilter(), lambda view: got.append("old"))
    feed.ask("a", CaseFilter(), lambda view: got.append("new"))
    feed.ask("b", CaseFilter(), lambda view: got.append("other"))
    for answer in (*desk.held, desk.held[1]):
        answer()
    qtbot.waitUntil(lambda: len(got) == 2)
    assert got == ["new", "other"]


def test_what_is_forgotten_never_arrives(qtbot: QtBot) -> None:
    desk = Desk(hold=True)
    feed = Feed(desk)
    got: list[str] = []
    feed.ask("a", CaseFilter(), lambda view: got.append("a"))
    desk.held[0]()
    feed.forget()
    feed.ask("b", CaseFilter(), lambda view: got.append("b"))
    desk.held[1]()
    qtbot.waitUntil(lambda: bool(got))
    assert got == ["b"]
