"""What can go wrong with an exported file. What stood there before is always still there."""

import errno
from pathlib import Path

from cashier.core.errors import CashierError, Unavailable, WrongUse


class ExportKindUnknown(WrongUse):
    """The ending of the file's name is no kind of export. Fields: file, kinds."""

    code = "export-kind-unknown"


class ExportStopped(WrongUse):
    """A person stopped the export; no file was made."""

    code = "export-stopped"


class ExportTooLong(WrongUse):
    """More cases than a sheet of this kind can hold. Fields: cases, most."""

    code = "export-too-long"


class ExportFolderMissing(WrongUse):
    """The folder that the file should go to does not exist, or the file is a folder."""

    code = "export-folder-missing"


class ExportDiskFull(Unavailable):
    """No room for the file."""

    code = "export-disk-full"


class ExportTargetHeld(Unavailable):
    """Another program holds the file, or it may not be written."""

    code = "export-target-held"


class ExportFailed(Unavailable):
    """The disk refuses for another reason."""

    code = "export-failed"


_FULL = (errno.ENOSPC, errno.EDQUOT, errno.EFBIG)
_HELD = (errno.EACCES, errno.EPERM, errno.EROFS, errno.EBUSY, errno.ETXTBSY)
_MISSING = (errno.ENOENT, errno.ENOTDIR, errno.EISDIR, errno.ENAMETOOLONG, errno.EINVAL)


def from_os(target: Path, error: OSError) -> CashierError:
    """Choose our error for one of the system's."""
    file = target.name
    if error.errno in _FULL:
        return ExportDiskFull(file=file)
    if error.errno in _HELD:
        return ExportTargetHeld(file=file)
    if error.errno in _MISSING:
        return ExportFolderMissing(file=file, folder=str(target.parent))
    return ExportFailed(file=file, reason=error.strerror or type(error).__name__)
