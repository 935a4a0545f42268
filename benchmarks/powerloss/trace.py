"""Reads what strace saw of one process: writes, syncs, names, and what it acknowledged."""

import os
import re
import shutil
import subprocess
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path

from benchmarks.figures import Absent

_CALLS = (
    "openat,close,write,pwrite64,lseek,fsync,fdatasync,ftruncate,unlink,unlinkat,rename,renameat,"
    "renameat2,link,linkat,mkdir,mkdirat,dup,dup2,dup3"
)
_LINE = re.compile(r"(?P<name>\w+)\((?P<args>.*)\)\s+= (?P<result>-?\d+)")
_TEXT = re.compile(r'"((?:\\x[0-9a-f]{2})*)"')
_FLAGS = re.compile(r"O_[A-Z|_]+")
_STDOUT = 1


@dataclass(frozen=True, slots=True)
class Write:
    """Bytes written to a file; `at` None means its end."""

    inode: int
    at: int
    data: bytes


@dataclass(frozen=True, slots=True)
class Truncate:
    """A file set to a length."""

    inode: int
    length: int


@dataclass(frozen=True, slots=True)
class Sync:
    """A file made durable."""

    inode: int


@dataclass(frozen=True, slots=True)
class Name:
    """A name that came to be a file's, or nobody's (`inode` None)."""

    path: str
    inode: int | None


@dataclass(frozen=True, slots=True)
class SyncFolder:
    """The names in a folder made durable."""

    path: str


@dataclass(frozen=True, slots=True)
class Acknowledged:
    """The process said that everything up to this event is kept."""

    seq: int


Step = Write | Truncate | Sync | Name | SyncFolder | Acknowledged


@dataclass(slots=True)
class _Handle:
    inode: int
    position: int = 0
    appends: bool = False


def record(command: Sequence[str], folder: Path, root: Path) -> list[Step]:
    """Run a command under strace and return its steps inside `folder`.

    Raises:
        Absent: there is no strace here, or it may not watch.
    """
    strace = shutil.which("strace")
    if strace is None:
        raise Absent("strace is not installed")
    out = folder.parent / "trace.txt"
    watched = [strace, "-xx", "-s", "10000000", "-e", f"trace={_CALLS}", "-o", str(out), *command]
    done = subprocess.run(
        watched, cwd=root, env=os.environ.copy(), capture_output=True, text=True, check=False
    )
    if done.returncode != 0:
        if "ptrace" in done.stderr or "Operation not permitted" in done.stderr:
            raise Absent("strace may not watch processes here")
        raise RuntimeError(done.stderr[-2000:])
    with out.open(encoding="ascii") as lines:
        steps = list(Reader(folder).steps(lines))
    out.unlink()
    return steps


class Reader:
    """Follows handles, names and positions through a trace."""

    def __init__(self, folder: Path) -> None:
        self._folder = str(folder)
        self._handles: dict[int, _Handle] = {}
        self._folders: dict[int, str] = {}
        self._names: dict[str, int] = {}
        self._sizes: dict[int, int] = {}

    def steps(self, lines: Iterator[str]) -> Iterator[Step]:
        """Yield what the lines did inside the folder, in their order."""
        for line in lines:
            found = _LINE.match(line)
            if found is None or int(found["result"]) < 0:
                continue
            handler = getattr(self, f"_{found['name']}", None)
            if handler is not None:
                yield from handler(found["args"], int(found["result"]))

    def _openat(self, args: str, result: int) -> Iterator[Step]:
        path, flags = _texts(args)[0], _FLAGS.search(args)
        shown = flags[0] if flags else ""
        self._forget(result)
        if not self._inside(path):
            return
        if Path(path).is_dir() or "O_DIRECTORY" in shown:
            self._folders[result] = path
            return
        inode = self._names.get(path)
        if inode is None:
            if "O_CREAT" not in shown:
                return
            inode = len(self._sizes) + 1
            self._names[path], self._sizes[inode] = inode, 0
            yield Name(path, inode)
        self._handles[result] = _Handle(inode, appends="O_APPEND" in shown)
        if "O_TRUNC" in shown and self._sizes[inode]:
            self._sizes[inode] = 0
            yield Truncate(inode, 0)

    def _close(self, args: str, _result: int) -> Iterator[Step]:
        self._forget(int(args))
        yield from ()

    def _write(self, args: str, result: int) -> Iterator[Step]:
        number = int(args.partition(",")[0])
        data = bytes.fromhex(_TEXT.search(args)[1].replace("\\x", ""))[:result]  # type: ignore[index]
        if number == _STDOUT:
            yield from (Acknowledged(int(seq)) for seq in data.split())
            return
        handle = self._handles.get(number)
        if handle is not None:
            at = self._sizes[handle.inode] if handle.appends else handle.position
            handle.position = at + result
            yield self._written(handle.inode, at, data)

    def _pwrite64(self, args: str, result: int) -> Iterator[Step]:
        handle = self._handles.get(int(args.partition(",")[0]))
        if handle is not None:
            data = bytes.fromhex(_TEXT.search(args)[1].replace("\\x", ""))[:result]  # type: ignore[index]
            yield self._written(handle.inode, int(args.rpartition(",")[2]), data)

    def _lseek(self, args: str, result: int) -> Iterator[Step]:
        handle = self._handles.get(int(args.partition(",")[0]))
        if handle is not None:
            handle.position = result
        yield from ()

    def _fsync(self, args: str, _result: int) -> Iterator[Step]:
        number = int(args)
        if number in self._folders:
            yield SyncFolder(self._folders[number])
        elif number in self._handles:
            yield Sync(self._handles[number].inode)

    _fdatasync = _fsync

    def _ftruncate(self, args: str, _result: int) -> Iterator[Step]:
        number, _, length = args.partition(",")
        handle = self._handles.get(int(number))
        if handle is not None:
            self._sizes[handle.inode] = int(length)
            yield Truncate(handle.inode, int(length))

    def _unlink(self, args: str, _result: int) -> Iterator[Step]:
        path = _texts(args)[0]
        if self._names.pop(path, None) is not None:
            yield Name(path, None)

    _unlinkat = _unlink

    def _rename(self, args: str, _result: int) -> Iterator[Step]:
        old, new = _texts(args)
        inode = self._names.pop(old, None)
        if inode is not None:
            self._names[new] = inode
            yield Name(new, inode)
            yield Name(old, None)

    _renameat = _renameat2 = _rename

    def _written(self, inode: int, at: int, data: bytes) -> Write:
        self._sizes[inode] = max(self._sizes[inode], at + len(data))
        return Write(inode, at, data)

    def _inside(self, path: str) -> bool:
        return path.startswith(self._folder)

    def _forget(self, number: int) -> None:
        self._handles.pop(number, None)
        self._folders.pop(number, None)


def _texts(args: str) -> list[str]:
    return [bytes.fromhex(text.replace("\\x", "")).decode() for text in _TEXT.findall(args)]
