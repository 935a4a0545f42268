"""Parts list and licences of the frozen app; runs inside the build's own environment.

`python parts.py LOCK APP` writes `sbom.cdx.json` (CycloneDX 1.6) and `licences/` into the app.
"""

import importlib.metadata
import os
import re
import shutil
import sys
from datetime import UTC, datetime
from pathlib import Path
from uuid import NAMESPACE_URL, uuid5

from cyclonedx.model import HashAlgorithm, HashType
from cyclonedx.model.bom import Bom
from cyclonedx.model.component import Component, ComponentType
from cyclonedx.model.license import DisjunctiveLicense, LicenseExpression
from cyclonedx.output.json import JsonV1Dot6
from packageurl import PackageURL

_PIN = re.compile(r"^([A-Za-z0-9][A-Za-z0-9._-]*)==(\S+)")
_HASH = re.compile(r"--hash=sha256:([0-9a-f]{64})")
_LICENCE_FILES = re.compile(r"(licen[cs]e|copying|notice|authors)", re.IGNORECASE)
_PROGRAM = "cashier-assistant"


def main(lock: Path, app: Path) -> int:
    """Write both; fail when a package brings no word of its licence."""
    packages = _locked(lock.read_text(encoding="utf-8"))
    bare = [name for name in packages if not _copy_licences(name, app / "licences")]
    _copy_python_licence(app / "licences" / "CPython")
    app.joinpath("sbom.cdx.json").write_text(_bom(packages), encoding="utf-8")
    for name in bare:
        print(f"{name} brings neither a licence file nor the name of its licence")
    return 1 if bare else 0


def _locked(lock: str) -> dict[str, tuple[str, ...]]:
    """Return the hashes of every package that is installed here, by name."""
    found: dict[str, tuple[str, ...]] = {}
    name = ""
    for line in lock.splitlines():
        pin = _PIN.match(line)
        if pin:
            name = pin[1] if _version(pin[1]) == pin[2] else ""
            if name:
                found[name] = ()
        elif name:
            found[name] += tuple(_HASH.findall(line))
    return found


def _version(name: str) -> str:
    try:
        return importlib.metadata.version(name)
    except importlib.metadata.PackageNotFoundError:
        return ""


def _bom(packages: dict[str, tuple[str, ...]]) -> str:
    bom = Bom()
    # The same commit gives the same list: no random number, no time of day.
    moment = int(os.environ["SOURCE_DATE_EPOCH"])
    bom.metadata.timestamp = datetime.fromtimestamp(moment, UTC)
    bom.metadata.component = _component(_PROGRAM, (), ComponentType.APPLICATION)
    bom.serial_number = uuid5(NAMESPACE_URL, f"{_PROGRAM}:{_version(_PROGRAM)}:{moment}")
    root = bom.metadata.component
    components = [_component(name, hashes) for name, hashes in sorted(packages.items())]
    python = sys.version.split()[0]
    components.append(Component(name="CPython", version=python, bom_ref=f"CPython@{python}"))
    for component in components:
        bom.components.add(component)
    bom.register_dependency(root, components)
    return f"{JsonV1Dot6(bom).output_as_string(indent=1)}\n"


def _component(
    name: str, hashes: tuple[str, ...], kind: ComponentType = ComponentType.LIBRARY
) -> Component:
    version = _version(name)
    return Component(
        name=name,
        version=version,
        type=kind,
        purl=PackageURL("pypi", None, name.lower(), version),
        bom_ref=f"{name}@{version}",
        licenses=_licence(name),
        hashes=[HashType(alg=HashAlgorithm.SHA_256, content=one) for one in hashes],
    )


def _licence(name: str) -> list[DisjunctiveLicense | LicenseExpression]:
    told = importlib.metadata.metadata(name)
    expression = (told.get_all("License-Expression") or [""])[0]
    if expression:
        return [LicenseExpression(expression)]
    classified = [
        line.rsplit(" :: ", 1)[1]
        for line in told.get_all("Classifier") or []
        if line.startswith("License ::")
    ]
    short = (told.get_all("License") or [""])[0]
    named = classified or ([short] if 0 < len(short) < 80 else [])
    return [DisjunctiveLicense(name=one) for one in named]


def _copy_licences(name: str, target: Path) -> bool:
    """Copy what a package says about its licence; say whether it says anything."""
    folder = target / name
    for file in importlib.metadata.files(name) or []:
        if ".dist-info" in file.parts[0] and _LICENCE_FILES.search(file.name):
            folder.mkdir(parents=True, exist_ok=True)
            shutil.copyfile(str(file.locate()), folder / "-".join(file.parts[1:]))
    return folder.is_dir() or bool(_licence(name))


def _copy_python_licence(folder: Path) -> None:
    folder.mkdir(parents=True, exist_ok=True)
    standard = Path(os.__file__).parent
    for file in (standard / "LICENSE.txt", Path(sys.base_prefix) / "LICENSE.txt"):
        if file.is_file():
            shutil.copyfile(file, folder / "LICENSE.txt")


if __name__ == "__main__":
    sys.exit(main(Path(sys.argv[1]), Path(sys.argv[2])))
