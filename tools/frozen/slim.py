"""Takes out of a frozen app on Linux what no store PC needs: symbol tables, and one spare OpenBLAS.

Only files that were linked plainly are stripped: those in `*.libs` were laid out by the tool that
made the wheel, and stripping has broken such files before.
"""

import shutil
import subprocess
import tempfile
from collections.abc import Iterator
from pathlib import Path

from tools.say import Stop

_ELF = b"\x7fELF"
_WHEEL_MADE = ".libs"


def strip(inner: Path) -> int:
    """Strip the libraries of a frozen app; return how many bytes that saved.

    Raises:
        Stop: there is no `strip`.
    """
    tool = shutil.which("strip")
    if tool is None:
        raise Stop("the build needs `strip` (on Debian: apt-get install binutils)")
    saved = 0
    for library in libraries(inner):
        if library.parent.name.endswith(_WHEEL_MADE):
            continue
        before = library.stat().st_size
        done = subprocess.run(
            [tool, "--strip-unneeded", str(library)], capture_output=True, text=True, check=False
        )
        if done.returncode:
            raise Stop(f"{library.name} cannot be stripped: {done.stderr.strip()}")
        saved += before - library.stat().st_size
    return saved


def libraries(folder: Path) -> Iterator[Path]:
    """Return every ELF file of a folder, in order; links are left out."""
    for path in sorted(folder.rglob("*")):
        if path.is_file() and not path.is_symlink():
            with path.open("rb") as file:
                if file.read(4) == _ELF:
                    yield path


def lean_on_system_lapack(inner: Path) -> int:
    """Let OpenCV use the system's LAPACK in place of the 39 MB copy of OpenBLAS in its wheel.

    OpenCV calls nineteen standard routines of it (least squares, SVD, Cholesky, products), and this
    program none but those of small matrices. A library of the same name that only points at
    `liblapack.so.3` and `libblas.so.3` gives them. Returns how many bytes that saved; 0 where the
    system has no LAPACK to build against, and the copy stays.

    Raises:
        Stop: the system's LAPACK has not all that OpenCV calls.
    """
    copies = [*(inner / "opencv_python_headless.libs").glob("libopenblas*.so")]
    given = [found for name in ("liblapack.so.3", "libblas.so.3") if (found := _system(name))]
    compiler = shutil.which("cc")
    if len(copies) != 1 or len(given) != 2 or compiler is None:
        return 0
    copy = copies[0]
    called = _symbols(inner / "cv2" / "cv2.abi3.so", "--undefined-only") & _symbols(copy)
    lacking = called - set().union(*(_symbols(path) for path in given))
    if lacking:
        raise Stop(f"the system's LAPACK lacks {', '.join(sorted(lacking))}")
    before = copy.stat().st_size
    with tempfile.TemporaryDirectory() as folder:
        made = Path(folder, copy.name)
        subprocess.run(
            [compiler, "-shared", "-nostdlib", "-s", "-o", str(made), f"-Wl,-soname,{copy.name}",
             "-Wl,--no-as-needed", "-Wl,--build-id=none", *map(str, given)],
            check=True,
        )  # fmt: skip
        shutil.copyfile(made, copy)
    for spare in (inner / "opencv_python_headless.libs").glob("lib*"):
        if spare.name.startswith(("libgfortran", "libquadmath")):
            before += spare.stat().st_size
            spare.unlink()
            (inner / spare.name).unlink(missing_ok=True)
    return before - copy.stat().st_size


def _system(name: str) -> Path | None:
    folders = [*Path("/usr/lib").glob("*-linux-gnu"), Path("/usr/lib64"), Path("/usr/lib")]
    # Debian keeps the reference library apart from what its alternatives point at.
    plain = name.removeprefix("lib").split(".")[0]
    for folder in folders:
        for found in (folder / plain / name, folder / name):
            if found.is_file():
                return found
    return None


def _symbols(library: Path, kind: str = "--defined-only") -> set[str]:
    done = subprocess.run(
        ["nm", "-D", kind, str(library)], capture_output=True, text=True, check=True
    )
    return {line.split()[-1].split("@")[0] for line in done.stdout.splitlines() if line.strip()}
