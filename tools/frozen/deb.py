"""The frozen app as a Debian package: files laid out, dependencies read off its libraries.

`python -m tools.frozen.deb [--version V] [--quick]` packs an app that is built already.
"""

import argparse
import gzip
import os
import re
import shutil
import subprocess
import sys
from pathlib import Path

from tools.frozen import slim
from tools.frozen.place import Place, epoch
from tools.say import ROOT, Stop, say

PACKAGE = "cashier-assistant"
MOST_BYTES = 110_000_000
# What no library names: certificates for TLS, signs for Chinese, and the question of the set-up.
ALSO = (
    "ca-certificates",
    "debconf (>= 0.5) | debconf-2.0",
    "fonts-wqy-microhei | fonts-noto-cjk | fonts-wqy-zenhei",
)
_SCRIPTS = ("preinst", "postinst", "prerm", "postrm", "config", "templates")


def pack(place: Place, version: str | None = None, *, quick: bool = False) -> Path:
    """Write the package and return it.

    Raises:
        Stop: a Debian tool is missing or refuses, or the package is too large.
    """
    number = version or version_of(place.root)
    tree = place.folder / "deb"
    shutil.rmtree(tree, ignore_errors=True)
    _lay_out(place, tree)
    depends = _depends(place, tree)
    _control(place, tree, number, depends)
    _date(tree, int(epoch(place.root)))
    made = place.folder / f"{PACKAGE}_{number}_{architecture()}.deb"
    squeezed = ("-Zgzip", "-z1") if quick else ("-Zxz", "-z6")
    _run(place, "dpkg-deb", "--root-owner-group", *squeezed, "--build", str(tree), str(made))
    size = made.stat().st_size
    say(f"{made.name}: {size / 1e6:.1f} MB")
    if size > MOST_BYTES and not quick:
        raise Stop(f"{made.name} has {size / 1e6:.0f} MB; {MOST_BYTES / 1e6:.0f} are allowed")
    return made


def version_of(root: Path) -> str:
    """Return the program's version."""
    found = re.search(r'__version__ = "([^"]+)"', (root / "cashier/__init__.py").read_text("utf-8"))
    if found is None:
        raise Stop("cashier/__init__.py names no version")
    return found[1]


def architecture() -> str:
    """Return what Debian calls this kind of machine."""
    done = subprocess.run(
        ["dpkg", "--print-architecture"], capture_output=True, text=True, check=True
    )
    return done.stdout.strip()


def _lay_out(place: Place, tree: Path) -> None:
    shutil.copytree(place.app, tree / "opt" / PACKAGE, symlinks=True)
    (tree / "usr/bin").mkdir(parents=True)
    (tree / "usr/bin/cashier").symlink_to(f"/opt/{PACKAGE}/cashier")
    recipes = place.recipes / "debian"
    _copy(recipes / f"{PACKAGE}.desktop", tree / "usr/share/applications")
    icons = tree / "usr/share/icons/hicolor/scalable/apps"
    _copy(place.recipes / "icon.svg", icons, f"{PACKAGE}.svg")
    papers = tree / "usr/share/doc" / PACKAGE
    _copy(recipes / "copyright", papers)
    changes = place.root.joinpath("CHANGELOG.md").read_bytes()
    papers.joinpath("changelog.gz").write_bytes(gzip.compress(changes, 9, mtime=0))
    (tree / "DEBIAN").mkdir()
    for name in _SCRIPTS:
        _copy(recipes / name, tree / "DEBIAN")
        tree.joinpath("DEBIAN", name).chmod(0o644 if name == "templates" else 0o755)


def _copy(source: Path, folder: Path, name: str | None = None) -> None:
    folder.mkdir(parents=True, exist_ok=True)
    shutil.copyfile(source, folder / (name or source.name))


def _depends(place: Place, tree: Path) -> str:
    """Return the packages whose libraries the app's own libraries are linked to."""
    work = place.folder / "shlibdeps"
    (work / "debian").mkdir(parents=True, exist_ok=True)
    (work / "debian" / "control").write_text(
        f"Source: {PACKAGE}\n\nPackage: {PACKAGE}\nArchitecture: any\n"
    )
    app = tree / "opt" / PACKAGE
    binaries = list(slim.libraries(app))
    private = sorted({str(path.parent) for path in binaries})
    told = _run(
        place, "dpkg-shlibdeps", "-O", "--ignore-missing-info", "--warnings=0",
        *(f"-l{folder}" for folder in private),
        *(f"-e{path}" for path in binaries),
        cwd=work,
    )  # fmt: skip
    found = next(
        (line.partition("=")[2] for line in told.splitlines() if line.startswith("shlibs:")), ""
    )
    if not found:
        raise Stop("dpkg-shlibdeps found no dependency: is the app built?")
    return ", ".join([found, *ALSO])


def _control(place: Place, tree: Path, version: str, depends: str) -> None:
    size = sum(path.lstat().st_size for path in tree.rglob("*") if path.is_file()) // 1024
    template = (place.recipes / "debian" / "control").read_text(encoding="utf-8")
    filled = template.format(
        version=version, architecture=architecture(), size=size, depends=depends
    )
    (tree / "DEBIAN" / "control").write_text(filled, encoding="utf-8")


def _date(tree: Path, moment: int) -> None:
    for path in (tree, *tree.rglob("*")):
        if not path.is_symlink():
            path.chmod(0o755 if path.is_dir() or path.stat().st_mode & 0o100 else 0o644)
        os.utime(path, (moment, moment), follow_symlinks=False)


def _run(place: Place, tool: str, *arguments: str, cwd: Path | None = None) -> str:
    if shutil.which(tool) is None:
        raise Stop(f"{tool} is missing (on Debian: apt-get install dpkg-dev)")
    fixed = os.environ | {"SOURCE_DATE_EPOCH": epoch(place.root)}
    done = subprocess.run(
        [tool, *arguments], cwd=cwd, env=fixed, capture_output=True, text=True, check=False
    )
    if done.returncode:
        raise Stop(f"{tool} failed:\n{done.stderr.strip()[-2000:]}")
    return done.stdout


def main(arguments: list[str]) -> int:
    """Pack what is built, under the program's version or another."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--version", help="instead of the program's own")
    parser.add_argument("--quick", action="store_true", help="hardly compressed, for a try")
    chosen = parser.parse_args(arguments)
    try:
        print(pack(Place(ROOT), chosen.version, quick=chosen.quick))
    except Stop as stop:
        say(str(stop), "red")
        return 3
    return 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
