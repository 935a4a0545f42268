import csv
import errno
import gc
import json
import os
import resource
import signal
import sys
import zipfile
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import replace
from datetime import timedelta
from pathlib import Path

import pytest

from cashier.cases.events import CaseOpened
from cashier.core.errors import CashierError
from cashier.core.words import Words
from cashier.history.errors import ShiftUnknown
from cashier.history.exports.errors import (
    ExportDiskFull,
    ExportFailed,
    ExportFolderMissing,
    ExportKindUnknown,
    ExportStopped,
    ExportTargetHeld,
    from_os,
)
from cashier.history.exports.export import WRITERS, Exported, Wish, export
from cashier.history.exports.wording import CATALOGUES, Wording
from cashier.history.model import CaseFilter
from tests.helpers.histories import NOON, Sale, open_store
from tests.unit.history.exports.conftest import Fill

KINDS = sorted(WRITERS)


def rows_of(file: Path) -> list[list[str]]:
    with file.open(encoding="utf-8-sig", newline="") as opened:
        return list(csv.reader(opened))


def sheets(file: Path) -> str:
    with zipfile.ZipFile(file) as book:
        names = [name for name in book.namelist() if "sheet" in name]
        return "".join(book.read(name).decode() for name in names)


def test_a_shift_as_csv_opens_right_in_excel(database: Path, fill: Fill, wording: Wording) -> None:
    shift = fill(6)
    target = database.with_name("班次.csv")
    made = export(database, Wish(target, shift, place="=人民路店"), wording)
    figures = target.with_name("班次-figures.csv")
    assert made == Exported((target, figures), 6)
    assert target.read_bytes().startswith(b"\xef\xbb\xbf")
    head, *cases = rows_of(target)
    assert head[:3] == ["开始", "结束", "收银台"]
    assert len(cases) == 6
    assert cases[0][0] == "2026-11-22 04:00:00"
    assert [row[7] for row in cases[:3]] == ["找不到支付平台的地址", "顾客账户", "付款码过期了"]
    told = {row[1]: row[2] for row in rows_of(figures)}
    assert told["门店"] == "'=人民路店"
    assert told["开班"] == "'=SUM(A1)"
    assert told["付款失败"] == "6"
    assert told["交班留言"] == "一笔还在查 😀"


def test_a_workbook_has_no_formula_and_numbers_are_numbers(
    database: Path, fill: Fill, wording: Wording
) -> None:
    fill(4)
    target = database.with_name("r.xlsx")
    export(database, Wish(target), wording)
    text = sheets(target)
    assert "<f>" not in text
    assert "<v>16</v>" in text


def test_json_says_ids_fen_and_utc(database: Path, fill: Fill, wording: Wording) -> None:
    shift = fill(4)
    target = database.with_name("r.json")
    export(database, Wish(target, shift, place="人民路店"), wording)
    document = json.loads(target.read_text("utf-8"))
    assert document["store"] == "人民路店"
    assert document["shift"]["id"] == shift
    assert document["figures"]["money_saved_fen"] == 3200
    assert [case["case_id"] for case in document["cases"]] == ["00000", "00001", "00002", "00003"]
    assert document["cases"][1]["cause_kept"] == "customer.account"
    assert document["cases"][0]["amount_fen"] == 1600
    assert len(document["chain"]["hash"]) == 64


@pytest.mark.parametrize("kind", KINDS)
@pytest.mark.parametrize("language", ["zh_CN", "en"])
def test_a_period_is_cut_and_an_empty_one_still_makes_a_file(
    database: Path, fill: Fill, kind: str, language: str
) -> None:
    fill(5)
    wording = Wording(Words(language, CATALOGUES))
    target = database.with_name(f"r{kind}")
    some = CaseFilter(opened_from=NOON + timedelta(minutes=3))
    assert export(database, Wish(target, wanted=some), wording).cases == 2
    none = CaseFilter(opened_before=NOON - timedelta(days=1))
    assert export(database, Wish(target, wanted=none), wording).cases == 0
    assert target.stat().st_size > 0


@pytest.mark.parametrize("kind", KINDS)
def test_stopping_leaves_what_was_there_and_nothing_half_done(
    database: Path, fill: Fill, wording: Wording, kind: str
) -> None:
    fill(3)
    target = database.with_name(f"r{kind}")
    target.write_text("yesterday", "utf-8")
    seen: list[tuple[int, int]] = []

    def step(done: int, total: int) -> bool:
        seen.append((done, total))
        return done < total

    with pytest.raises(ExportStopped):
        export(database, Wish(target), wording, step)
    assert seen == [(0, 3), (3, 3)]
    assert target.read_text("utf-8") == "yesterday"
    assert not [one for one in database.parent.iterdir() if one.name.startswith(".")]


@contextmanager
def little_room() -> Iterator[None]:
    """Put back at once what `fill_the_disk` takes away: a long test log is a file as well."""
    before = resource.getrlimit(resource.RLIMIT_FSIZE)
    ignored = signal.signal(signal.SIGXFSZ, signal.SIG_IGN)
    try:
        yield
    finally:
        resource.setrlimit(resource.RLIMIT_FSIZE, before)
        signal.signal(signal.SIGXFSZ, ignored)


def fill_the_disk(_done: int, _total: int) -> bool:
    """Let no file grow over 3 kB from now on."""
    resource.setrlimit(resource.RLIMIT_FSIZE, (3000, resource.RLIM_INFINITY))
    return True


@pytest.mark.parametrize("kind", KINDS)
def test_a_full_disk_is_told_and_the_earlier_file_stands(
    database: Path, fill: Fill, wording: Wording, kind: str
) -> None:
    fill(120)
    target = database.with_name(f"r{kind}")
    target.write_text("yesterday", "utf-8")
    with pytest.raises(ExportDiskFull), little_room():
        export(database, Wish(target), wording, fill_the_disk)
    # What a library leaves open complains here, not in another test.
    gc.collect()
    assert target.read_text("utf-8") == "yesterday"
    assert not [one for one in database.parent.iterdir() if one.name.startswith(".")]


def test_what_cannot_be_asked_for(database: Path, fill: Fill, wording: Wording) -> None:
    fill(1)
    folder = database.parent
    wrong: list[tuple[Wish, type[CashierError]]] = [
        (Wish(folder / "r.doc"), ExportKindUnknown),
        (Wish(folder / "none" / "r.csv"), ExportFolderMissing),
        (Wish(folder / "r.csv", "nobody"), ShiftUnknown),
    ]
    (folder / "folder.csv").mkdir()
    wrong.append((Wish(folder / "folder.csv"), ExportFolderMissing))
    if sys.platform != "win32":
        os.mkfifo(folder / "pipe.csv")
        wrong.append((Wish(folder / "pipe.csv"), ExportFolderMissing))
    for wish, error in wrong:
        with pytest.raises(error):
            export(database, wish, wording)


@pytest.mark.skipif(os.geteuid() == 0, reason="root may write everything")
def test_a_read_only_file_is_told(database: Path, fill: Fill, wording: Wording) -> None:
    fill(1)
    target = database.with_name("r.json")
    target.write_text("yesterday", "utf-8")
    target.chmod(0o444)
    with pytest.raises(ExportTargetHeld):
        export(database, Wish(target), wording)


def test_every_refusal_of_the_system_has_its_sentence() -> None:
    target = Path("r.csv")
    wanted = {
        errno.ENOSPC: ExportDiskFull,
        errno.EDQUOT: ExportDiskFull,
        errno.EACCES: ExportTargetHeld,
        errno.EROFS: ExportTargetHeld,
        errno.ENOENT: ExportFolderMissing,
        errno.EIO: ExportFailed,
    }
    for number, error in wanted.items():
        assert type(from_os(target, OSError(number, os.strerror(number)))) is error


def test_bad_input_reaches_every_file_unharmed(database: Path, wording: Wording) -> None:
    opened, *_ = Sale("A").events()
    assert isinstance(opened, CaseOpened)
    name = "\x00\x1b[2J" + "长" * 200 + "😀\ud800\u202e"
    with open_store(database) as store:
        store.append([replace(opened, cashier=name)])
    for kind in KINDS:
        target = database.with_name(f"r{kind}")
        export(database, Wish(target), wording)
        whole = sheets(target) if kind == ".xlsx" else target.read_text("utf-8")
        assert "长" * 200 + "😀" in whole or "长" * 200 in whole
        assert "\x1b" not in whole


def test_it_reads_while_the_till_writes(database: Path, fill: Fill, wording: Wording) -> None:
    fill(3)
    target = database.with_name("r.csv")
    with open_store(database) as store:

        def step(done: int, total: int) -> bool:
            store.append(Sale(f"LATER-{done}").events())
            return True

        assert export(database, Wish(target), wording, step).cases == 3
        assert len(store.cases()) == 5
