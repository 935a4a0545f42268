"""Compiles the scan kernel: into the wheel, and beside its module in a checkout.

Hatchling calls the hook; for a checkout, dev.py calls `python hatch_build.py`.
Without a C compiler the wheel is pure, and the program uses the kernel's twin in Python.
"""

import os
import shutil
import subprocess
import sys
import tempfile
from pathlib import Path
from typing import Any

from hatchling.builders.config import BuilderConfig
from hatchling.builders.hooks.plugin.interface import BuildHookInterface
from packaging.tags import sys_tags

ROOT = Path(__file__).resolve().parent
FOLDER = Path("cashier", "scan", "kernel")
SUFFIX = {"win32": "dll", "darwin": "dylib"}.get(sys.platform, "so")
# The dot within keeps Python from taking it for an extension module.
LIBRARY = f"_kernel.lib.{SUFFIX}"
COMPILERS = ("cl", "gcc", "clang") if sys.platform == "win32" else ("cc", "gcc", "clang")


class NotCompiled(Exception):
    """There is no library; the text is a sentence that says why."""


def compiler() -> str | None:
    """Return the C compiler: `CC` when it is set, else the first that is there."""
    names = (os.environ["CC"],) if os.environ.get("CC") else COMPILERS
    return next(filter(None, map(shutil.which, names)), None)


def compile_kernel(source: Path, library: Path) -> None:
    """Compile one C file into a shared library, which takes its place whole or not at all.

    Raises:
        NotCompiled: there is no compiler, or it refused.
    """
    found = compiler()
    if found is None:
        raise NotCompiled("no C compiler was found")
    with tempfile.TemporaryDirectory(dir=library.parent, prefix="_kernel-") as folder:
        made = Path(folder, library.name)
        done = subprocess.run(
            [found, *_arguments(found, source, made)],
            cwd=folder,
            stdout=subprocess.PIPE,
            stderr=subprocess.STDOUT,
            text=True,
            errors="replace",
            check=False,
        )
        if done.returncode or not made.is_file():
            raise NotCompiled(f"{found} could not compile {source.name}:\n{done.stdout.strip()}")
        try:
            # A library that is in use keeps its old content; only the name moves on.
            made.replace(library)
        except OSError as error:
            raise NotCompiled(f"{library} is in use and stays as it was") from error


def _arguments(found: str, source: Path, made: Path) -> list[str]:
    if Path(found).stem.lower() == "cl":
        return ["/nologo", "/O2", "/std:c11", "/LD", str(source), f"/Fe:{made.name}"]
    # Fused multiplication would part the kernel from its twin in the last bit.
    flags = ["-std=c99", "-O3", "-ffp-contract=off", "-Wall", "-Wextra", "-shared"]
    if sys.platform != "win32":
        flags += ["-fPIC", "-fvisibility=hidden"]
    return [*flags, "-o", str(made), str(source), "-lm"]


class CustomBuildHook(BuildHookInterface[BuilderConfig]):
    """Adds the library to a wheel, which is then for this kind of machine only."""

    def initialize(self, version: str, build_data: dict[str, Any]) -> None:
        """Compile before the files are gathered; an editable install gets it beside its module."""
        source = Path(self.root) / FOLDER / "kernel.c"
        if version == "editable":
            self._compile(source, source.parent / LIBRARY)
            return
        self._folder = tempfile.TemporaryDirectory()
        library = Path(self._folder.name) / LIBRARY
        if self._compile(source, library):
            build_data["force_include"][str(library)] = (FOLDER / LIBRARY).as_posix()
            build_data["pure_python"] = False
            build_data["tag"] = f"py3-none-{_platform()}"

    def finalize(
        self,
        version: str,
        build_data: dict[str, Any],  # noqa: ARG002 - Hatchling's signature
        artifact_path: str,  # noqa: ARG002
    ) -> None:
        """Take away what was compiled for the wheel."""
        if version != "editable":
            self._folder.cleanup()

    def _compile(self, source: Path, library: Path) -> bool:
        try:
            compile_kernel(source, library)
        except NotCompiled as why:
            self.app.display_warning(f"The scan kernel is not compiled: {why}")
            return False
        return True


def _platform() -> str:
    """Return the tag of this machine; built here, the library promises nothing for older ones."""
    promises = ("manylinux", "musllinux")
    tags = (tag.platform for tag in sys_tags())
    return next(tag for tag in tags if not tag.startswith(promises))


def main() -> int:
    """Compile beside the module of this checkout; say why when that fails."""
    try:
        compile_kernel(ROOT / FOLDER / "kernel.c", ROOT / FOLDER / LIBRARY)
    except NotCompiled as why:
        print(why)
        return 1
    return 0


if __name__ == "__main__":
    sys.exit(main())
