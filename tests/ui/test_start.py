"""The window loads little, and PySide keeps its reference to None."""

import subprocess
import sys
from pathlib import Path

import pytest
from PySide6.QtWidgets import QLabel
from pytestqt.qtbot import QtBot

from cashier.core.paths import Home
from tests.helpers.hosts import UNREACHED

QUIET = """
[health]
enabled = false
"""
LATER = (
    *("alembic", "xlsxwriter", "keyring", "apprise", "requests", "rich", "pygments", "click"),
    *("cv2", "zxingcpp", "uvicorn", "starlette", "cashier.sandbox.demo"),
    *("cashier.ui.demo_till", "cashier.ui.manager.window", "cashier.ui.setup.window"),
)
"""What a start does not need: see `cashier.cli.window` and whatever loads each of them."""
NOT_YET = (
    *LATER,
    *("sqlalchemy", "httpx", "argon2", "cryptography.x509"),
    *("cashier.history.store", "cashier.desk.desk", "cashier.providers", "cashier.alarms"),
)
"""What live lights do not need: it loads behind them."""
LIGHTS = f"""
import sys
from pathlib import Path
from cashier.cli.window import open_window
from cashier.core.paths import Home
from cashier.ui.run import Shop
from PySide6.QtWidgets import QApplication
from cashier.core.lean import TERMINAL, without
with without(*TERMINAL):
    import cashier.app.first as first

begin = first.First.begin
def begun(self, show):
    print([name for name in {NOT_YET!r} if name in sys.modules])
    begin(self, show)
first.First.begin = begun
shine = Shop._shine
def shone(self, view):
    print(view.head.checked_monotonic is not None)
    QApplication.quit()
Shop._shine = shone
open_window(Home.at(Path(sys.argv[1])))
"""
WHOLE_START = f"""
import linecache, sys
from pathlib import Path
from cashier.cli.window import open_window
from cashier.core.paths import Home
from cashier.ui.run import Shop
from PySide6.QtWidgets import QApplication

attach = Shop._attach
def attached(self, built):
    attach(self, built)
    print([name for name in {LATER!r} if name in sys.modules])
    print([name for name in linecache.cache if name.endswith(".py") and "sqlalchemy" in name])
    QApplication.quit()
Shop._attach = attached
open_window(Home.at(Path(sys.argv[1])))
"""


def test_window_loads_no_heavy_module() -> None:
    code = (
        "import sys; import cashier.ui.window, cashier.ui.bridge, cashier.ui.run; "
        "heavy = ('numpy', 'cv2', 'sqlalchemy', 'httpx', 'zxingcpp', 'pydantic'); "
        "print([m for m in heavy if m in sys.modules])"
    )
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert done.stdout.strip() == "[]"


@pytest.mark.parametrize(
    ("start", "settings", "said"),
    [
        pytest.param(WHOLE_START, QUIET, ["[]", "[]"], id="loads-what-it-needs-reads-no-source"),
        pytest.param(LIGHTS, UNREACHED, ["[]", "True"], id="lights-are-live-before-heavy-parts"),
    ],
)
def test_a_whole_start(tmp_path: Path, start: str, settings: str, said: list[str]) -> None:
    Home.at(tmp_path).make().settings_file.write_text(settings, "utf-8")
    command = [sys.executable, "-c", start, str(tmp_path)]
    done = subprocess.run(command, capture_output=True, text=True, check=True)
    assert done.stdout.split("\n")[:2] == said


def test_none_is_not_lost(qtbot: QtBot) -> None:
    label = QLabel()
    qtbot.addWidget(label)
    before = sys.getrefcount(None)
    for _ in range(1000):
        label.setText("x")
    assert sys.getrefcount(None) > before - 500
