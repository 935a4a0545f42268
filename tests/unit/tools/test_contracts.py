"""Each import contract of pyproject.toml is proved once: an offending import breaks it by name."""

import os
import shutil
import subprocess
import sys
import tomllib
from dataclasses import dataclass
from pathlib import Path

import pytest

from tests.helpers.shared import ROOT

PROJECT = tomllib.loads(ROOT.joinpath("pyproject.toml").read_text(encoding="utf-8"))
CONTRACTS = {c["id"]: c for c in PROJECT["tool"]["importlinter"]["contracts"]}


@dataclass(frozen=True, slots=True)
class Offence:
    """A module that breaks one contract: which, where it stands, what it imports."""

    contract: str
    room: str
    imports: str

    @property
    def module(self) -> str:
        """The offending module's name inside its room."""
        return f"offence_{self.imports.replace('.', '_').lower()}"


OFFENCES = (
    Offence("layers", "core", "cashier.ui"),
    Offence("layers", "scan", "cashier.health"),
    Offence("layers", "sandbox", "cashier.config"),
    Offence("layers", "desk", "cashier.app"),
    *(
        Offence("senses", room, f"cashier.{sense}")
        for room in ("cases", "diagnosis")
        for sense in ("register", "scan", "health", "providers")
    ),
    Offence("sandbox", "ui", "cashier.sandbox"),
    Offence("sandbox", "providers", "cashier.sandbox"),
    Offence("qt", "desk", "PySide6"),
    Offence("qt", "register", "shiboken6"),
    Offence("http", "register", "httpx"),
    Offence("http", "ui", "httpx"),
    Offence("database", "desk", "sqlalchemy"),
    Offence("database", "config", "alembic"),
    Offence("pictures", "ui", "cv2"),
    Offence("pictures", "register", "zxingcpp"),
    Offence("pictures", "providers", "cv2"),
    Offence("keyring", "providers", "keyring"),
    Offence("chat", "desk", "apprise"),
    Offence("chat", "ui", "requests"),
    Offence("layers", "alarms", "cashier.history"),
    Offence("layers", "alarms", "cashier.desk"),
    Offence("server", "register", "starlette"),
    Offence("server", "providers", "uvicorn"),
)


@pytest.fixture(scope="module")
def verdict(tmp_path_factory: pytest.TempPathFactory) -> str:
    """Lint a copy of the rooms that holds every offence at once, and a room nobody declared."""
    copy = tmp_path_factory.mktemp("offences")
    shutil.copy(ROOT / "pyproject.toml", copy)
    shutil.copytree(ROOT / "cashier", copy / "cashier", ignore=shutil.ignore_patterns("*.pyc"))
    for offence in OFFENCES:
        file = copy / "cashier" / offence.room / f"{offence.module}.py"
        file.write_text(f"import {offence.imports}\n", encoding="utf-8")
    for room in ("undeclared_room",):
        (copy / "cashier" / room).mkdir()
        (copy / "cashier" / room / "__init__.py").touch()
    done = subprocess.run(
        [
            shutil.which("lint-imports", path=str(Path(sys.executable).parent)) or "",
            "--no-logo",
            "--no-cache",
        ],
        cwd=copy,
        # Coverage has nothing to measure there.
        env={name: value for name, value in os.environ.items() if "COVERAGE" not in name}
        | {"NO_COLOR": "1", "COLUMNS": "200"},
        capture_output=True,
        text=True,
        check=False,
    )
    assert done.returncode == 1, done.stdout + done.stderr
    return done.stdout


def section(verdict: str, contract: str) -> str:
    """Return what the report says under one broken contract's heading."""
    name = CONTRACTS[contract]["name"]
    heading = f"\n{name}\n{'-' * len(name)}\n"
    assert heading in verdict, f"{name!r} was not broken"
    rest = verdict.partition(heading)[2]
    ends = [rest.find(f"\n{other['name']}\n---") for other in CONTRACTS.values()]
    return rest[: min((end for end in ends if end >= 0), default=len(rest))]


@pytest.mark.parametrize("offence", OFFENCES, ids=lambda o: f"{o.contract}:{o.room}-{o.imports}")
def test_an_offending_import_breaks_its_contract(verdict: str, offence: Offence) -> None:
    found = section(verdict, offence.contract)
    assert f"cashier.{offence.room}.{offence.module} -> {offence.imports}" in found


def test_a_room_nobody_declared_breaks_the_layers(verdict: str) -> None:
    assert "cashier.undeclared_room" in section(verdict, "layers")


def test_every_contract_is_proved() -> None:
    assert {offence.contract for offence in OFFENCES} == CONTRACTS.keys()


def test_every_library_of_a_contract_is_proved() -> None:
    external = {
        module
        for contract in CONTRACTS.values()
        for module in contract.get("forbidden_modules", ())
        if not module.startswith("cashier")
    }
    assert external <= {offence.imports for offence in OFFENCES}
