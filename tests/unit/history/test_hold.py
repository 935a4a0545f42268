import subprocess
import sys
from pathlib import Path

import pytest

from cashier.history.errors import HistoryInUse
from cashier.history.hold import Hold
from tests.helpers.shared import ROOT

TAKE = "from pathlib import Path; import sys; from cashier.history.hold import Hold; "
HOLDS = TAKE + "hold = Hold.take(Path(sys.argv[1])); print('held', flush=True); sys.stdin.read()"


def test_one_at_a_time(tmp_path: Path) -> None:
    path = tmp_path / "history.sqlite"
    hold = Hold.take(path)
    with pytest.raises(HistoryInUse):
        Hold.take(path)
    hold.release()
    hold.release()
    Hold.take(path).release()


def test_a_program_that_is_killed_lets_go(tmp_path: Path) -> None:
    path = tmp_path / "history.sqlite"
    with subprocess.Popen(
        [sys.executable, "-c", HOLDS, str(path)],
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        cwd=ROOT,
    ) as other:
        assert other.stdout is not None
        assert other.stdout.readline() == b"held\n"
        with pytest.raises(HistoryInUse):
            Hold.take(path)
        other.kill()
    Hold.take(path).release()


def test_where_no_lock_can_be_made_the_database_has_the_word(tmp_path: Path) -> None:
    hold = Hold.take(tmp_path / "nowhere" / "history.sqlite")
    hold.release()
    assert list(tmp_path.iterdir()) == []
