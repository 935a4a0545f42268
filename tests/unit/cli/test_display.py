"""A window needs a screen; where none is, a sentence comes before Qt ends the process."""

import socket
from collections.abc import Iterator

import pytest

from cashier.cli.display import DisplayMissing, liked_platform, require_display
from tests.helpers.command_line import CommandLine


@pytest.fixture
def x_server() -> Iterator[int]:
    """Listen where the first free display of this machine would, and return its number."""
    with socket.socket() as server:
        for number in range(100, 400):
            try:
                server.bind(("127.0.0.1", 6000 + number))
            except OSError:
                continue
            server.listen()
            yield number
            return


@pytest.mark.parametrize(
    "environment",
    [
        {},
        {"DISPLAY": ""},
        {"DISPLAY": "nonsense"},
        {"DISPLAY": "127.0.0.1:59000"},
        {"DISPLAY": ":4077"},
        {"DISPLAY": "unix:4077.0"},
        {"DISPLAY": "127.0.0.1:4077.0"},
    ],
)
def test_no_screen_is_told(environment: dict[str, str]) -> None:
    with pytest.raises(DisplayMissing):
        require_display(environment, "linux")


@pytest.mark.parametrize(
    ("environment", "platform"),
    [
        ({"QT_QPA_PLATFORM": "offscreen"}, "linux"),
        ({"WAYLAND_DISPLAY": "wayland-0"}, "linux"),
        ({}, "win32"),
        ({}, "darwin"),
    ],
)
def test_where_there_is_one_nothing_is_said(environment: dict[str, str], platform: str) -> None:
    require_display(environment, platform)


def test_a_server_that_answers_is_a_screen(x_server: int) -> None:
    require_display({"DISPLAY": f"127.0.0.1:{x_server}.0"}, "linux")


def test_where_there_is_x_beside_wayland_the_window_is_drawn_with_x(x_server: int) -> None:
    both = {"WAYLAND_DISPLAY": "wayland-0", "DISPLAY": f"127.0.0.1:{x_server}.0"}
    assert liked_platform(both, "linux") == {"QT_QPA_PLATFORM": "xcb;wayland"}
    assert liked_platform({**both, "QT_QPA_PLATFORM": "wayland"}, "linux") == {}
    assert liked_platform({**both, "DISPLAY": ":4077"}, "linux") == {}
    assert liked_platform({"DISPLAY": both["DISPLAY"]}, "linux") == {}
    assert liked_platform(both, "win32") == {}


def test_the_window_is_refused_without_a_screen(
    cashier: CommandLine, monkeypatch: pytest.MonkeyPatch
) -> None:
    for name in ("QT_QPA_PLATFORM", "WAYLAND_DISPLAY", "DISPLAY"):
        monkeypatch.delenv(name, raising=False)
    monkeypatch.setattr("sys.platform", "linux")
    found = cashier("run", "--demo")
    assert found.refused
    assert found.code == 3
    assert "cashier story" in found.err
