"""A picture goes to a file whole, or whoever wanted it hears why it did not."""

import contextlib
from pathlib import Path

from PySide6.QtCore import QBuffer, QByteArray, QIODevice
from PySide6.QtGui import QImage, QImageWriter

from cashier.core.errors import Unavailable


class PictureNotWritten(Unavailable):
    """The disk did not take a picture. Fields: name, reason."""

    code = "picture-not-written"


def write_picture(picture: QImage, path: Path) -> None:
    """Write a picture as PNG; what a full disk took of it goes again.

    Raises:
        PictureNotWritten: it is not there.
    """
    whole = QBuffer()
    whole.open(QIODevice.OpenModeFlag.WriteOnly)
    QImageWriter(whole, QByteArray(b"png")).write(picture)
    try:
        path.write_bytes(whole.data().data())
    except OSError as error:
        with contextlib.suppress(OSError):
            path.unlink(missing_ok=True)
        reason = error.strerror or type(error).__name__
        raise PictureNotWritten(name=str(path), reason=reason) from error
