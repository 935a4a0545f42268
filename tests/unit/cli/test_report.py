import io
import json
import sqlite3
from dataclasses import replace
from datetime import timedelta, timezone
from pathlib import Path
from typing import Any

import pytest

from cashier.cases.outcome import Outcome
from cashier.cli.period import PeriodBackwards, PeriodInvalid
from cashier.cli.report import (
    ReportFormatNeedsFile,
    ReportFormatNotOfFile,
    ReportFormatUnknown,
    ReportShiftOrPeriod,
    ReportTools,
    ReportWish,
    report,
)
from cashier.cli.report_text import columns
from cashier.config.settings import Settings, Store
from cashier.config.settings_file import save
from cashier.core.clock import ManualClock
from cashier.core.paths import Home
from cashier.core.words import LANGUAGES, Words
from cashier.history.audit import AuditKind, AuditRecord
from cashier.history.chain import HeadUnreadable
from cashier.history.errors import DatabaseDamaged, ShiftUnknown
from cashier.history.exports.errors import ExportKindUnknown
from cashier.history.shifts import Handover
from tests.helpers.histories import NOON, Sale, open_store, without_guards

BEIJING = timezone(timedelta(hours=8))


@pytest.fixture
def place(tmp_path: Path) -> Home:
    return Home.at(tmp_path / "home").make()


def tools(place: Home, language: str = "zh_CN") -> ReportTools:
    words = Words(language, ("report", "export"))
    return ReportTools(place, ManualClock(NOON), words, zone=BEIJING)


def run(place: Home, language: str = "zh_CN", *, code: int = 0, **wish: str | bool | Path) -> str:
    out = io.StringIO()
    assert report(ReportWish(**wish), tools(place, language), out) == code  # type: ignore[arg-type]
    return out.getvalue()


def fill(place: Home) -> str:
    with open_store(place.database, ManualClock(NOON)) as store:
        shift = store.open_shift("小李\x1b[2J")
        store.append(Sale("A").events())
        store.append(
            Sale("B", NOON, "alipay", 128450, Outcome.customer_left, None, "network.dns").events()
        )
        store.append(Sale("C", NOON + timedelta(days=1), None, None, None).events())
        store.append(Sale("D", outcome=Outcome.cancelled).events())
        return shift.id


@pytest.mark.parametrize("language", LANGUAGES)
def test_a_shift_without_failures_gets_a_friendly_sentence(place: Home, language: str) -> None:
    button = Words(language)("action-failed")
    assert button in run(place, language)
    with open_store(place.database) as store:
        store.open_shift("小李")
    assert button in run(place, language)


def test_the_text_says_what_happened(place: Home) -> None:
    shift = fill(place)
    shown = run(place)
    assert shown == run(place, shift=shift)
    assert "2026-11-22 12:00 – 还没交班" in shown
    assert "1,284.50 元" in shown
    assert "换方式付成了" in shown
    assert "顾客走了" in shown
    assert "fenfu → wechat" in shown
    assert "方式没记" in shown
    assert "完好" in shown
    assert "\x1b" not in shown


@pytest.mark.parametrize("language", LANGUAGES)
def test_the_store_stands_on_every_form_of_a_report(place: Home, language: str) -> None:
    shift = fill(place)
    assert Words(language, ("report",))("report-place") not in run(place, language)
    save(Settings(store=Store(name="人民路店")), place)
    assert "人民路店" in run(place, language)
    assert "人民路店" in run(place, language, period_from="2026-11-22")
    assert json.loads(run(place, language, format="json"))["store"] == "人民路店"
    target = place.data_dir / "r.json"
    run(place, language, shift=shift, export=target)
    assert json.loads(target.read_text("utf-8"))["store"] == "人民路店"


@pytest.mark.parametrize("language", LANGUAGES)
def test_columns_stand_under_each_other(place: Home, language: str) -> None:
    fill(place)
    shown = run(place, language).splitlines()
    rows = [line for line in shown if " ¥" in line and ("fenfu" in line or "alipay" in line)]
    assert len({columns(line[: line.index("¥")]) for line in rows}) == 1
    assert len(rows) == 3


def test_what_befell_the_record_is_said(place: Home) -> None:
    gap = AuditRecord(
        kind=AuditKind.events_not_kept,
        at=NOON + timedelta(minutes=9),
        by="program",
        what="history",
        before=NOON.isoformat(),
        after="12",
    )
    back = replace(gap, kind=AuditKind.history_restored, before="345", after="a file")
    with open_store(place.database, ManualClock(NOON)) as store:
        store.open_shift("小李")
        store.append([replace(gap, at=NOON - timedelta(days=1)), gap, back])
    shown = run(place)
    assert shown.count("12 条没能记下") == 1
    assert "换回了备份（到第 345 条）" in shown
    told = json.loads(run(place, format="json"))["chain"]["told"]
    assert [(one["kind"], one.get("count"), one.get("up_to_seq")) for one in told] == [
        ("HistoryRestored", None, "345"),
        ("EventsNotKept", "12", None),
    ]


def test_the_text_of_a_closed_shift_says_what_was_handed_over(place: Home) -> None:
    with open_store(place.database, ManualClock(NOON)) as store:
        store.open_shift("小李")
        store.append(Sale("A").events())
        store.append(Sale("C", outcome=None).events())
        store.close_shift(Handover("小李", "一笔还在查", "小王", 200))
    shown = run(place)
    for line in (
        "接班",
        "小王",
        "交班时还没查清的",
        "1.0 笔（共收款 200 笔）",
        "挺好 1，一般 0，不高兴 0",
    ):
        assert line in shown
    assert "哪种方式失败" in shown
    assert "38 秒" in shown
    document = json.loads(run(place, format="json"))
    assert document["handed_over"] == ["C"]
    assert document["shift"]["payments"] == 200
    assert document["figures"]["rate"] == {"failures": 2, "payments": 200}
    assert document["figures"]["faces"] == {"fine": 1, "so_so": 0, "upset": 0}
    assert document["figures"]["methods"] == {"fenfu": 2}
    assert document["figures"]["median_to_close_s"] == 38.0
    assert document["chain"]["printed"] in shown


def test_the_json_is_for_other_programs(place: Home) -> None:
    shift = fill(place)
    document = json.loads(run(place, format="json"))
    assert document["shift"]["id"] == shift
    assert document["figures"]["failures"] == 3
    assert document["figures"]["money_lost_fen"] == 128450
    assert document["figures"]["causes"] == {"customer.fenfu_limit": 1, "network.dns": 1}
    assert [case["case_id"] for case in document["cases"]] == ["D", "C", "B", "A"]
    assert document["cases"][3]["cause"] == "customer.account"
    assert document["chain"]["sound"] is True
    assert len(document["chain"]["head"]) == 64


def test_a_period_is_read_in_the_zone_of_the_till(place: Home) -> None:
    fill(place)

    def ids(**wish: Any) -> str:
        cases = json.loads(run(place, format="json", **wish))["cases"]
        return "".join(case["case_id"] for case in cases)

    assert ids(period_from="2026-11-22", period_to="2026-11-22") == "DBA"
    assert ids(period_from="2026-11-22T12:01") == "C"
    assert ids(period_to="2026-11-22T12:00") == ""
    assert ids(period_to="2026-11-22T04:00:01+00:00") == "DBA"
    assert "时段报告" in run(place, period_from="2026-11-22")
    assert "2026-11-22 00:00 – 现在" in run(place, period_from="2026-11-22")


def test_without_a_shift_it_is_today(place: Home) -> None:
    with open_store(place.database) as store:
        store.append(Sale("A").events())
        store.append(Sale("B", NOON - timedelta(days=2)).events())
    assert [case["case_id"] for case in json.loads(run(place, format="json"))["cases"]] == ["A"]


def test_a_closed_shift_is_shown_until_the_next_opens(place: Home) -> None:
    fill(place)
    with open_store(place.database, ManualClock(NOON + timedelta(hours=9))) as store:
        store.close_shift(Handover("小王", "一笔还在查"))
    shown = run(place)
    assert "2026-11-22 12:00 – 2026-11-22 21:00" in shown
    assert "一笔还在查" in shown


def test_a_long_list_is_cut_and_says_so(place: Home) -> None:
    with open_store(place.database) as store:
        for number in range(53):
            store.append(Sale(f"case-{number}", waited_s=150.0).events())
    shown = run(place)
    assert "另有 3 笔" in shown
    assert "2 分 30 秒" in shown


def test_a_case_that_only_opened_says_what_is_not_known(place: Home) -> None:
    with open_store(place.database) as store:
        store.append(Sale("A", outcome=None).events())
    shown = run(place)
    assert "为什么失败" not in shown
    assert "顾客平均多等" not in shown
    with open_store(place.database) as store:
        store.append(Sale("B", fen=None, waited_s=5.0).events())
    shown = run(place, "en")
    assert "Amount not noted" in shown
    assert "5 s" in shown


def test_rebuilding_proves_that_the_lists_are_what_the_records_say(place: Home) -> None:
    fill(place)
    before = run(place)
    said = "已按记录重建清单，共 4 笔。\n重建结果和原来的清单一字不差。"
    assert run(place, rebuild=True) == f"{said}\n\n{before}"


def test_rebuilding_says_what_had_not_been_as_replayed(place: Home) -> None:
    fill(place)
    before = run(place)
    with sqlite3.connect(place.database) as raw:
        raw.execute("UPDATE cases SET amount_fen = 1 WHERE case_id = 'A'")
        raw.execute("DELETE FROM cases WHERE case_id = 'B'")
        raw.execute("UPDATE shifts SET opened_by = 'x'")
    raw.close()
    shown = run(place, code=1, rebuild=True)
    assert "有 3 行和记录对不上（cases, shifts）" in shown
    assert shown.endswith(before)
    rebuilt = json.loads(run(place, rebuild=True, format="json"))["rebuilt"]
    assert rebuilt == {"cases": 4, "equal": True, "differed": {}}


def test_the_chain_is_held_against_a_printed_head(place: Home) -> None:
    fill(place)
    with open_store(place.database) as store:
        printed = store.head().printed
    assert printed in run(place)
    assert run(place, head=printed.upper()) == run(place)
    assert "少了第 99 条" in run(place, code=1, head="99-0123-4567-89ab-cdef")
    other = printed[:-1] + ("0" if printed[-1] != "0" else "1")
    assert "链" in run(place, code=1, head=other)
    document = json.loads(run(place, code=1, head=other, format="json"))
    assert document["chain"]["fault"] == "head_missing"
    with pytest.raises(HeadUnreadable):
        run(place, head="3f2a")


def test_a_file_is_held_against_a_printed_head_too(place: Home) -> None:
    fill(place)
    with open_store(place.database) as store:
        printed = store.head().printed
    target = place.data_dir / "report.json"
    said = run(place, export=target, head=printed)
    assert said.splitlines()[-1] == run(place).splitlines()[-1]
    target.unlink()
    assert "少了第 99 条" in run(place, code=1, export=target, head="99-0123-4567-89ab-cdef")
    assert target.exists()


def test_a_head_that_cannot_be_read_is_refused_before_anything_is_done(place: Home) -> None:
    target = place.data_dir / "report.json"
    with pytest.raises(HeadUnreadable):
        run(place, export=target, head="3f2a", rebuild=True)
    assert not place.database.exists()


def test_a_rebuild_before_a_file_says_what_it_found(place: Home) -> None:
    fill(place)
    with sqlite3.connect(place.database) as raw:
        raw.execute("UPDATE cases SET amount_fen = 1 WHERE case_id = 'A'")
    raw.close()
    target = place.data_dir / "report.csv"
    assert "有 1 行和记录对不上（cases）" in run(place, code=1, export=target, rebuild=True)
    assert "一字不差" in run(place, export=target, rebuild=True)


@pytest.mark.parametrize(
    ("wish", "error"),
    [
        (ReportWish(format="csv"), ReportFormatNeedsFile),
        (ReportWish(format="xlsx"), ReportFormatNeedsFile),
        (ReportWish(format="pdf"), ReportFormatNeedsFile),
        (ReportWish(format="doc"), ReportFormatUnknown),
        (ReportWish(format="doc", export=Path("report.doc")), ReportFormatUnknown),
        (ReportWish(format="json", export=Path("report.csv")), ReportFormatNotOfFile),
        (ReportWish(format="text", export=Path("report.csv")), ReportFormatNotOfFile),
        (ReportWish(format="csv", export=Path("report")), ReportFormatNotOfFile),
        (ReportWish(period_from="gestern"), PeriodInvalid),
        (ReportWish(period_to="9999-12-31"), PeriodInvalid),
        (ReportWish(period_from="2026-11-23", period_to="2026-11-22"), PeriodBackwards),
        (ReportWish(shift="x", period_to="2026-11-22"), ReportShiftOrPeriod),
        (ReportWish(shift="x"), ShiftUnknown),
    ],
)
def test_a_wish_that_cannot_be_met(place: Home, wish: ReportWish, error: type[Exception]) -> None:
    with pytest.raises(error) as refused:
        report(wish, tools(place), io.StringIO())
    words = Words("zh_CN", ("errors",))
    code, fields = refused.value.code, refused.value.fields  # type: ignore[attr-defined]
    assert words(f"error-{code}", **fields)
    assert words(f"error-{code}.do", **fields)
    assert refused.value.exit_code == 2  # type: ignore[attr-defined]


def test_a_damaged_history_is_left_for_the_window(place: Home) -> None:
    place.database.write_text("x" * 5000)
    with pytest.raises(DatabaseDamaged):
        run(place)
    assert place.database.read_text() == "x" * 5000


def test_a_broken_chain_is_shown(place: Home) -> None:
    fill(place)
    without_guards(place.database, "UPDATE events SET at = '2026' WHERE seq = 4")
    assert "从第 4 条起对不上" in run(place, code=1)


def test_what_can_be_exported_is_listed_whole(place: Home) -> None:
    wish = ReportWish(export=place.data_dir / "report.doc")
    with pytest.raises(ExportKindUnknown) as refused:
        report(wish, tools(place), io.StringIO())
    assert refused.value.fields["kinds"] == ".csv .json .pdf .xlsx"
