"""Pictures of the window on a disk that is full or not there: never a picture that is not."""

from collections.abc import Callable
from pathlib import Path

import pytest
from PySide6.QtGui import QImage
from pytestqt.qtbot import QtBot

from cashier.ui.montage import side_by_side, under_each_other
from cashier.ui.picture_file import PictureNotWritten, write_picture

full = pytest.mark.skipif(not Path("/dev/full").exists(), reason="no full disk can be had here")


@pytest.fixture
def picture(qtbot: QtBot) -> QImage:
    made = QImage(40, 30, QImage.Format.Format_RGB32)
    made.fill(0xFF336699)
    return made


def test_a_picture_is_written_whole(picture: QImage, tmp_path: Path) -> None:
    write_picture(picture, tmp_path / "a.png")
    assert QImage(str(tmp_path / "a.png")).size() == picture.size()


@full
@pytest.mark.parametrize("put_together", [side_by_side, under_each_other])
def test_a_full_disk_is_told_and_leaves_no_half_picture(
    picture: QImage, tmp_path: Path, put_together: Callable[[list[Path], Path], None]
) -> None:
    write_picture(picture, tmp_path / "a.png")
    (tmp_path / "row.png").symlink_to("/dev/full")
    with pytest.raises(PictureNotWritten) as told:
        put_together([tmp_path / "a.png"], tmp_path / "row.png")
    assert told.value.fields["name"] == str(tmp_path / "row.png")
    assert [one.name for one in tmp_path.iterdir()] == ["a.png"]


def test_a_folder_that_is_not_there_is_told(picture: QImage, tmp_path: Path) -> None:
    with pytest.raises(PictureNotWritten):
        write_picture(picture, tmp_path / "gone" / "a.png")
