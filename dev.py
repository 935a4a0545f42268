#!/usr/bin/env python3
"""Everything a developer does here: run, test, check, bench, pictures. Standard library only.

The first start sets all up: system packages on Debian and Ubuntu, `.venv`, the locked packages.
"""

import sys

if sys.version_info < (3, 11):
    sys.exit("Python 3.11 or newer is needed, for example: python3.11 dev.py run")

import argparse
import os
import subprocess
from pathlib import Path

from tools import debian, gates, kernel, quick_place
from tools.checks import run_checks
from tools.environment import Environment
from tools.frozen import build as frozen
from tools.say import ROOT, Stop, chinese, say

STORY = ROOT / "build" / "story"
JUDGED_SEED = 8  # the slowest modules do not come last, where a process would be left to them alone
WITH_QT = {"run", "test", "bench", "pictures"}
COMMANDS = {
    "run": "start the program with its demo shop; without a screen, play its story into pictures",
    "test": "run the tests (--cover: held to the coverage gates; --long: the long ones too)",
    "check": "style, types, imports, words, lock, shape",
    "bench": "run the benchmarks, or those named",
    "pictures": "make the pictures of docs/pictures anew",
    "build": "freeze the app for store PCs, test it, and pack it",
}


def main(arguments: list[str]) -> int:
    """Set up what is missing, then run one command; return its exit code."""
    lines = "\n".join(f"  {name:<9} {text}" for name, text in COMMANDS.items())
    parser = argparse.ArgumentParser(
        prog="dev.py",
        description=__doc__,
        epilog=f"commands:\n{lines}",
        formatter_class=argparse.RawDescriptionHelpFormatter,
    )
    parser.add_argument("command", choices=COMMANDS, metavar="command")
    parser.add_argument("rest", nargs=argparse.REMAINDER, help="handed on")
    chosen = parser.parse_args(arguments)
    environment = Environment()
    try:
        lacking = debian.ensure(venv=environment.lacks_venv_module())
        environment.ensure()
        if lacking and chosen.command in WITH_QT and not environment.loads_qt():
            asked = debian.command(lacking)
            raise Stop(f"nothing can be drawn without these packages. Please run:\n\n  {asked}\n")
        kernel.ensure(environment)
        action = {
            "run": run, "test": test, "check": check, "bench": bench, "pictures": pictures,
            "build": build,
        }  # fmt: skip
        return action[chosen.command](environment, chosen.rest)
    except Stop as stop:
        say(str(stop), "red")
        return 3
    except KeyboardInterrupt:
        return 130


def run(environment: Environment, rest: list[str]) -> int:
    """Show the window; where there is no screen, the story that the demo tells."""
    screen = (
        sys.platform != "linux" or os.environ.get("DISPLAY") or os.environ.get("WAYLAND_DISPLAY")
    )
    if screen:
        return inside(environment, "-m", "cashier", "run", "--demo", *rest)
    if chinese():
        say("这里没有显示器：改为播放演示里的一次付款失败，并把每一步画成图片。", "yellow")
    else:
        say("There is no screen here: playing the demo's failed payment into pictures.", "yellow")
    return inside(
        environment,
        "-m",
        "cashier",
        "story",
        "--out",
        str(STORY),
        *rest,
        QT_QPA_PLATFORM="offscreen",
    )


def test(environment: Environment, rest: list[str]) -> int:
    """Run pytest; with --cover, and where CI is set, under coverage and held to its gates.

    The whole suite goes side by side, a process a core; a part of it stays in one process.
    Where CI is set, a property tries four times as many examples, the order is the same each time,
    and so are the examples; by hand both are drawn anew.
    """
    covered = "--cover" in rest or bool(os.environ.get("CI"))
    rest = [argument for argument in rest if argument != "--cover"]
    whole = all(
        argument.startswith(("--long", "--durations", "-q", "-v", "-x")) for argument in rest
    )
    if whole:
        rest = ["--numprocesses=auto", "--maxprocesses=4", "--dist=worksteal", *rest]
    if whole and os.environ.get("CI") and "--long" not in rest:
        rest = [*rest, f"--randomly-seed={JUDGED_SEED}"]
    place = quick_place.for_tests()
    if not covered:
        return inside(environment, "-m", "pytest", *rest, **place)
    return measured(environment, rest, place, gated=whole)


def measured(
    environment: Environment, rest: list[str], place: dict[str, str], *, gated: bool
) -> int:
    """Run pytest under coverage, and hold what it measured to the gates."""
    report = ROOT / "build" / "coverage.json"
    inside(environment, "-m", "coverage", "erase")
    code = inside(environment, "-m", "coverage", "run", "-m", "pytest", *rest, **place)
    inside(environment, "-m", "coverage", "combine", "--quiet")
    if code or not gated:
        return code
    report.parent.mkdir(exist_ok=True)
    inside(environment, "-m", "coverage", "json", "--quiet", "-o", str(report))
    shown, faults = gates.judge(gates.read_report(report))
    for line in shown:
        say(line)
    for fault in faults:
        say(fault, "red")
    return 1 if faults else 0


def check(environment: Environment, rest: list[str]) -> int:
    """Run every check that needs no test."""
    if rest:
        raise Stop(f"check takes no arguments, not {' '.join(rest)}")
    return run_checks(environment)


def bench(environment: Environment, rest: list[str]) -> int:
    """Run the benchmarks."""
    return inside(environment, "-m", "benchmarks.run", *rest)


def pictures(environment: Environment, rest: list[str]) -> int:
    """Draw the pictures of the guides with the program itself."""
    folder = ROOT / "docs" / "pictures"
    unseen = {"QT_QPA_PLATFORM": "offscreen"}
    guides = ("-m", "cashier", "pictures", "--out", str(folder), *rest)
    month = ("-m", "benchmarks.history_pictures", "--out", str(folder / "history"))
    eye = ("-m", "benchmarks.eye_pictures", "--out", str(folder / "eye"))
    screens = ("-m", "benchmarks.screen_pictures", "--out", str(folder / "screens"))
    faults = ("-m", "benchmarks.trouble_pictures", "--out", str(folder / "health"))
    every = (guides, month, eye, screens, faults)
    drawn = (inside(environment, *each, **unseen) for each in every)
    return next((code for code in drawn if code), 0)


def build(environment: Environment, rest: list[str]) -> int:
    """Build the frozen app and its package (--no-pack: the app alone)."""
    if set(rest) - {"--no-pack"}:
        raise Stop(f"build takes --no-pack alone, not {' '.join(rest)}")
    return frozen.build(environment, ROOT, pack="--no-pack" not in rest)


def inside(environment: Environment, *command: str | Path, **variables: str) -> int:
    """Run the environment's Python with a command; return its exit code."""
    sys.stdout.flush()
    done = subprocess.run(
        [environment.python, *command],
        cwd=ROOT,
        env=environment.variables() | variables,
        check=False,
    )
    return done.returncode if done.returncode >= 0 else 128 - done.returncode


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
