"""What a killed export left behind goes with the next one, and nobody else's file does."""

import os
import subprocess
import sys
from pathlib import Path

import pytest

from cashier.history.exports.target import replacing

HOURS_AGO_S = 2 * 3600.0


def aged(path: Path) -> Path:
    """Make a file look as if nobody had touched it for hours."""
    old = path.stat().st_mtime - HOURS_AGO_S
    os.utime(path, (old, old), follow_symlinks=False)
    return path


def killed_export(folder: Path) -> Path:
    """Let an export die while it writes, and return what it left."""
    script = (
        "import os, sys; from pathlib import Path\n"
        "from cashier.history.exports.target import replacing\n"
        "with replacing(Path(sys.argv[1]) / '班次 20261122.csv') as part:\n"
        "    part.write_text('half'); os._exit(9)\n"
    )
    subprocess.run([sys.executable, "-c", script, str(folder)], check=False)
    (left,) = folder.iterdir()
    return left


def test_what_a_killed_export_left_goes_with_the_next_one(tmp_path: Path) -> None:
    left = aged(killed_export(tmp_path))
    target = tmp_path / "figures.csv"
    with replacing(target) as part:
        assert not left.exists()
        part.write_text("whole")
    assert [one.name for one in tmp_path.iterdir()] == ["figures.csv"]
    assert target.read_text() == "whole"


def test_an_export_that_may_still_be_at_work_is_let_be(tmp_path: Path) -> None:
    left = killed_export(tmp_path)
    with replacing(tmp_path / "figures.csv") as part:
        part.write_text("whole")
    assert left.exists()


@pytest.mark.parametrize(
    "name",
    [
        "film.mkv.part",
        ".figures-1a2b3c4d.part",
        "cashier-figures-1a2b3c4d.part",
        ".cashier-figures-1A2B3C4D.part",
        ".cashier-figures-1a2b3c4d.part.txt",
    ],
)
def test_nobody_elses_file_is_touched(tmp_path: Path, name: str) -> None:
    theirs = tmp_path / name
    theirs.write_text("theirs")
    aged(theirs)
    with replacing(tmp_path / "figures.csv") as part:
        part.write_text("whole")
    assert theirs.read_text() == "theirs"


def test_a_folder_or_a_link_of_such_a_name_is_no_export(tmp_path: Path) -> None:
    folder = tmp_path / ".cashier-a-1a2b3c4d.part"
    folder.mkdir()
    link = tmp_path / ".cashier-b-1a2b3c4d.part"
    link.symlink_to(folder)
    aged(link)
    aged(folder)
    with replacing(tmp_path / "figures.csv") as part:
        part.write_text("whole")
    assert folder.is_dir()
    assert link.is_symlink()
