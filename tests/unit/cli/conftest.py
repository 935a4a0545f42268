import pytest

from tests.helpers.command_line import CommandLine


@pytest.fixture
def cashier(capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch) -> CommandLine:
    """Run command lines on a Chinese computer, without a screen."""
    for name in ("LC_ALL", "LC_MESSAGES", "LANG"):
        monkeypatch.delenv(name, raising=False)
    return CommandLine(capsys)
