import re
from datetime import UTC, timedelta
from pathlib import Path

import pytest
from PySide6.QtWidgets import QApplication

from cashier.core.clock import ManualClock
from cashier.core.words import Words
from cashier.history.exports.errors import ExportStopped
from cashier.history.exports.export import Wish, export
from cashier.history.exports.wording import CATALOGUES, Wording
from cashier.history.model import CaseFilter
from cashier.history.shifts import Handover
from cashier.ui.printing import story
from cashier.ui.printing.pdf import write
from tests.helpers.histories import NOON, Sale, open_store

WRITERS = {".pdf": write}


def pages(file: Path) -> int:
    found = re.search(rb"/Type /Pages.*?/Count (\d+)", file.read_bytes(), re.DOTALL)
    assert found is not None
    return int(found[1])


@pytest.fixture
def database(tmp_path: Path) -> Path:
    path = tmp_path / "history.sqlite"
    with open_store(path, ManualClock(NOON)) as store:
        store.open_shift("小李")
        for number in range(90):
            at = NOON + timedelta(minutes=number)
            store.append(Sale(f"{number:03}", at, cause="network.dns").events())
        store.close_shift(Handover("小王", "一笔还在查\n" * 30 + "长" * 1500, "小张", 500))
    return path


@pytest.mark.parametrize("language", ["zh_CN", "en"])
def test_a_shift_on_paper(qapp: QApplication, database: Path, language: str) -> None:
    target = database.with_name("r.pdf")
    wording = Wording(Words(language, CATALOGUES), UTC)
    export(database, Wish(target), wording, writers=WRITERS)
    content = target.read_bytes()
    assert content.startswith(b"%PDF-")
    assert pages(target) >= 4
    assert b"/FontFile2" in content or b"/FontFile3" in content


def test_nothing_to_print_is_one_page(qapp: QApplication, database: Path) -> None:
    target = database.with_name("r.pdf")
    none = CaseFilter(opened_before=NOON - timedelta(days=1))
    wording = Wording(Words("zh_CN", CATALOGUES), UTC)
    export(database, Wish(target, wanted=none), wording, writers=WRITERS)
    assert pages(target) == 1


def test_a_long_list_ends_with_a_word(
    qapp: QApplication, database: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    target = database.with_name("r.pdf")
    wording = Wording(Words("en", CATALOGUES), UTC)
    export(database, Wish(target, wanted=CaseFilter()), wording, writers=WRITERS)
    whole = pages(target)
    monkeypatch.setattr(story, "MOST_CASES", 5)
    export(database, Wish(target, wanted=CaseFilter()), wording, writers=WRITERS)
    assert pages(target) < whole


def test_it_can_be_stopped(qapp: QApplication, database: Path) -> None:
    target = database.with_name("r.pdf")
    wording = Wording(Words("en", CATALOGUES), UTC)
    with pytest.raises(ExportStopped):
        export(database, Wish(target), wording, lambda _done, _total: False, WRITERS)
    assert not target.exists()
