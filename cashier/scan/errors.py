"""What can go wrong between a picture or camera and a reading.

    WrongUse      PictureMissing · PictureIsFolder · PictureEmpty · PictureUnknown ·
                  PictureTruncated · PictureTooLarge · PictureTooHeavy · PictureDamaged
    Unavailable   PictureUnreadable · CameraAbsent · CameraLost

Fields name files and cameras, never what a code says.
"""

from cashier.core.errors import Unavailable, WrongUse


class PictureMissing(WrongUse):
    """There is no such file."""

    code = "picture-missing"


class PictureIsFolder(WrongUse):
    """A folder where a picture was expected, or a folder without pictures."""

    code = "picture-is-folder"


class PictureEmpty(WrongUse):
    """A file of no bytes."""

    code = "picture-empty"


class PictureUnknown(WrongUse):
    """Not a picture, or one of a kind that is not read."""

    code = "picture-unknown"


class PictureTruncated(WrongUse):
    """A picture whose end is missing."""

    code = "picture-truncated"


class PictureTooLarge(WrongUse):
    """More pixels than are worth unpacking."""

    code = "picture-too-large"


class PictureTooHeavy(WrongUse):
    """More bytes than a picture of a code needs."""

    code = "picture-too-heavy"


class PictureDamaged(WrongUse):
    """A picture by its header, but its pixels cannot be unpacked."""

    code = "picture-damaged"


class PictureUnreadable(Unavailable):
    """The file is there but may not be, or cannot be, read."""

    code = "picture-unreadable"


class CameraAbsent(Unavailable):
    """No camera, film or stream under this name."""

    code = "camera-absent"


class CameraLost(Unavailable):
    """The camera was there and gives no more frames."""

    code = "camera-lost"
