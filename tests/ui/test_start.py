"""The window loads little, and PySide keeps its reference to None."""

import subprocess
import sys

from PySide6.QtWidgets import QLabel
from pytestqt.qtbot import QtBot


def test_window_loads_no_heavy_module() -> None:
    code = (
        "import sys; import cashier.ui.window, cashier.ui.bridge, cashier.ui.run; "
        "heavy = ('numpy', 'cv2', 'sqlalchemy', 'httpx', 'zxingcpp', 'pydantic'); "
        "print([m for m in heavy if m in sys.modules])"
    )
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert done.stdout.strip() == "[]"


def test_none_is_not_lost(qtbot: QtBot) -> None:
    label = QLabel()
    qtbot.addWidget(label)
    before = sys.getrefcount(None)
    for _ in range(1000):
        label.setText("x")
    assert sys.getrefcount(None) > before - 500
