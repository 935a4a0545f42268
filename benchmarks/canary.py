"""Ten thousand live-looking payment codes through every way, then a search of all that is left."""

import tempfile
from pathlib import Path

from benchmarks.figures import Figure
from benchmarks.leaks.codes import everything, found, make
from benchmarks.leaks.flows import at_the_desk, on_the_command_line
from cashier.core.paths import Home

AT_THE_DESK, ON_THE_LINE = 10_000, 400


def leaks(folder: Path, desk: int, line: int) -> dict[str, set[str]]:
    """Send codes through; return which stand where afterwards, on disk or on a screen."""
    codes = make(desk + line)
    wanted = frozenset(codes)
    home, out = Home.at(folder / "home"), folder / "out"
    out.mkdir()
    places: dict[str, set[str]] = {"window": set()}

    def shown(text: str) -> None:
        places["window"] |= found(text.encode("utf-8", "replace"), wanted)

    at_the_desk(home, codes[:desk], shown)
    printed = on_the_command_line(home, out, codes[desk:])
    places["command line"] = found(printed, wanted)
    for below in (home.settings_dir, out):
        for name, data in everything(below):
            places[f"{below.name}/{name}"] = found(data, wanted)
    return {name: codes for name, codes in places.items() if codes}


def measure() -> list[Figure]:
    """Count the codes that were found anywhere."""
    with tempfile.TemporaryDirectory() as folder:
        left = leaks(Path(folder), AT_THE_DESK, ON_THE_LINE)
    for name, codes in left.items():
        print(f"{name}: {len(codes)}, such as {min(codes)}")
    return [
        Figure("payment codes sent through", AT_THE_DESK + ON_THE_LINE, ""),
        Figure("payment codes found afterwards", len(set().union(*left.values())), "", 0),
    ]
