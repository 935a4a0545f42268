"""The camera's part of the dock: what each verdict says, what is said aloud, what is marked."""

from dataclasses import replace

import pytest
from PySide6.QtGui import QColor, QImage
from pytestqt.qtbot import QtBot

from benchmarks.eye_pictures import sheet
from benchmarks.eye_scenes import fault_scenes
from benchmarks.render.held import SPOILT
from cashier.core.words import LANGUAGES
from cashier.desk.dock_views import DockView
from cashier.desk.views import FaultView, Light, ScanView
from cashier.scan.advice import FAULTS
from cashier.scan.grammar.kinds import KINDS
from cashier.scan.reading import Verdict
from cashier.scan.seen import Freshness
from cashier.ui.look import Taste
from cashier.ui.scan_view import ScanPart
from cashier.ui.theme import ON_VIDEO_FILL, ON_VIDEO_OK
from cashier.ui.verdict_words import sentence_key, verdict_spec, verdict_state
from cashier.ui.widgets.verdict import VerdictLine
from cashier.ui.words import Book
from tests.ui import fixtures, scan_fixtures
from tests.ui.conftest import MakeStage, Stage, read_once


def scan(view: DockView) -> ScanView:
    assert view.scan is not None
    return view.scan


def part(shown: Stage) -> ScanPart:
    return shown.window.dock.scan


def spec_of(view: DockView, language: str = "en") -> tuple[str, str, tuple[str, ...]]:
    spec = verdict_spec(Book(language, read_once), scan(view))
    return spec.text, spec.sub, spec.facts


@pytest.mark.parametrize("language", LANGUAGES)
def test_every_kind_verdict_and_freshness_has_its_words(language: str) -> None:
    book = Book(language, read_once)
    for verdict in Verdict:
        for kind in (None, *sorted(KINDS)):
            for freshness in (None, *Freshness):
                view = ScanView(verdict.value, kind=kind, freshness=freshness, clarity="A")
                assert verdict_spec(book, view).text
                key = sentence_key(view)
                assert not key or book(key)
    for fault, advice in FAULTS.items():
        assert book(f"fault-{fault}")
        assert all(book(f"advice-{one}") for one in advice)
    assert book.missing == set()


def test_nothing_is_claimed_of_a_code_before_it_counts() -> None:
    view = scan(fixtures.SCAN_AGAIN)
    assert verdict_state(view) is Light.unknown
    assert spec_of(fixtures.SCAN_AGAIN)[0] == "Looking once more"
    wrong = replace(view, verdict="unclear", kind="wechat_receive")
    assert verdict_state(wrong) is Light.unknown


def test_a_code_seen_once_is_never_called_new() -> None:
    facts = spec_of(fixtures.SCAN_READY)[2]
    assert facts == ("Very clear", "First seen")
    assert spec_of(fixtures.SCAN_HELD)[2] == ("Very clear", "First seen", "47 s in sight")
    assert spec_of(fixtures.SCAN_BEFORE)[2] == ("Readable", "Seen 33 s ago")
    assert spec_of(fixtures.SCAN_FRESH)[2] == ("Clear", "Just refreshed")


def test_too_old_says_how_that_is_known() -> None:
    assert spec_of(fixtures.SCAN_STALE)[1] == "It was first seen over a minute ago"
    assert spec_of(fixtures.SCAN_OVER)[1] == "The code itself says its time is over"
    order = replace(scan(fixtures.SCAN_STALE), kind="wechat_dynamic", lives_s=7200.0)
    told = verdict_spec(Book("en", read_once), order).sub
    assert told == "It was first seen over 120 minutes ago"


def test_a_used_code_sends_to_the_last_payment_before_anything_else() -> None:
    view = scan(fixtures.SCAN_USED)
    assert "F8" in spec_of(fixtures.SCAN_USED)[1]
    assert sentence_key(view) == "verdict-used.aloud"


def test_a_receive_code_is_explained() -> None:
    text, sub, _ = spec_of(fixtures.SCAN_WRONG)
    assert text.startswith("WeChat receive code")
    assert sub == "Customers scan this; you scan theirs"
    assert spec_of(fixtures.SCAN_GOODS)[1] != sub
    assert spec_of(fixtures.SCAN_OTHER)[0] == "Not a payment code"


def test_oddities_are_told_in_words_the_worst_two() -> None:
    assert spec_of(fixtures.SCAN_ODD)[:2] == (
        "Don’t scan or open this",
        "Looks like a fake payment address · Text direction was tampered with",
    )
    strange = replace(scan(fixtures.SCAN_ODD), oddities=("something_new",))
    assert verdict_spec(Book("en", read_once), strange).sub == "Odd contents"


@pytest.mark.parametrize(
    ("name", "said"),
    [
        ("scan-ready", False),
        ("scan-again", True),
        ("scan-glare", True),
        ("scan-stale", True),
        ("scan-used", True),
        ("scan-wrong", True),
        ("scan-swapped", True),
        ("scan-none", True),
    ],
)
def test_one_sentence_is_said_where_one_helps(stage: MakeStage, name: str, said: bool) -> None:
    shown = stage(fixtures.VIEWS[name])
    assert part(shown).say.isVisible() is said
    assert bool(part(shown).say.body.text) is said


def test_the_sentence_can_be_said_in_the_customers_language(stage: MakeStage) -> None:
    shown = stage(fixtures.SCAN_WRONG, Taste("zh_CN"))
    before = part(shown).say.body.text
    part(shown).say.spoken_in.emit("en")
    assert part(shown).say.body.text == "Your payment code, please." != before


# The ring.


def line(shown: Stage) -> VerdictLine:
    return part(shown).verdict


def test_the_ring_counts_down_without_a_new_view(stage: MakeStage) -> None:
    shown = stage(fixtures.SCAN_FRESH)
    assert line(shown).seconds_left == 42
    before = shown.draw()
    shown.clock.advance(30)
    shown.window.tick()
    assert line(shown).seconds_left == 12
    assert shown.draw() != before
    shown.clock.advance(30)
    assert line(shown).seconds_left == 0
    shown.draw()


def test_there_is_no_ring_where_no_birth_was_seen(stage: MakeStage) -> None:
    shown = stage(fixtures.SCAN_FRESH)
    room = line(shown).natural_width()
    shown.window.show_view(fixtures.SCAN_READY)
    assert line(shown).seconds_left is None
    assert line(shown).natural_width() < room


# The marks on the picture.


def test_no_picture_of_a_code_is_kept_once_the_camera_is_off(stage: MakeStage) -> None:
    shown = stage(fixtures.SCAN_READY)
    assert part(shown).camera._image is not None
    shown.window.show_view(fixtures.IDLE)
    assert part(shown).camera._image is None
    assert part(shown).camera.scan is None
    assert part(shown)._view is None
    shown.window.show_view(fixtures.SCAN_READY)
    assert part(shown).camera._image is not None


def pixels(shown: Stage, colour: str) -> int:
    """How many pixels of the preview have just this colour."""
    camera = part(shown).camera
    image = QImage(camera.size(), QImage.Format.Format_RGB32)
    camera.render(image)
    wanted = QColor(colour).rgb()
    return sum(
        image.pixel(x, y) == wanted for x in range(image.width()) for y in range(image.height())
    )


def test_brackets_are_green_only_when_the_code_is_ready(stage: MakeStage) -> None:
    assert pixels(stage(fixtures.SCAN_READY), ON_VIDEO_OK) > 50
    assert pixels(stage(fixtures.SCAN_GLARE), ON_VIDEO_OK) == 0
    assert pixels(stage(fixtures.SCAN_AGAIN), ON_VIDEO_OK) == 0
    assert pixels(stage(fixtures.SCAN_AGAIN), ON_VIDEO_FILL) == 0


def test_the_outline_follows_the_code(stage: MakeStage) -> None:
    shown = stage(fixtures.SCAN_READY)
    first = shown.draw()
    moved = tuple((x + 40, y) for x, y in scan_fixtures.CORNERS[0])
    view = replace(scan(fixtures.SCAN_READY), corners=(moved,))
    shown.window.show_view(replace(fixtures.SCAN_READY, scan=view))
    assert shown.draw() != first


def test_a_fault_of_a_part_is_circled_and_one_of_the_whole_code_is_not(stage: MakeStage) -> None:
    lone = stage(fixtures.SCAN_GLARE)
    circled = pixels(lone, ON_VIDEO_FILL)
    whole = FaultView("dark", (214.0, 108.0, 428.0, 324.0))
    view = replace(scan(fixtures.SCAN_GLARE), faults=(whole,))
    lone.window.show_view(replace(fixtures.SCAN_GLARE, scan=view))
    assert 0 < pixels(lone, ON_VIDEO_FILL) < circled


def test_no_fault_is_marked_on_a_code_that_is_fine_or_too_old(stage: MakeStage) -> None:
    spoilt = (FaultView("glare", (300, 140, 400, 240)),)
    for verdict in ("ready", "expired", "used"):
        view = replace(scan(fixtures.SCAN_READY), verdict=verdict, faults=spoilt)
        shown = stage(replace(fixtures.SCAN_READY, scan=view))
        assert part(shown).camera.labels == ()


def test_the_pictures_of_the_guide_name_every_fault(qtbot: QtBot) -> None:
    assert set(SPOILT) == set(FAULTS)
    views = fault_scenes(("glare", "cut_off"))
    assert [view.faults[0].name for view in views.values()] == ["glare", "cut_off"]
    image = sheet(views, Taste("en", "dark"))
    assert image.height() > 300
