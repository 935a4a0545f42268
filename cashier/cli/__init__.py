"""The commands: thin, one function each. Heavy rooms load when their command runs."""

import os
import signal
import sys
import threading
from pathlib import Path
from typing import Annotated, Literal

import typer

from cashier.cli.common import (
    HomeDir,
    Json,
    Lang,
    given_path,
    guarded,
    guarded_window,
    home,
    language,
    words,
)
from cashier.cli.entry import enter
from cashier.cli.owncode_app import app as owncode_app
from cashier.cli.playbook_app import app as playbook_app
from cashier.cli.records_app import add_records
from cashier.cli.rules_app import app as rules_app
from cashier.cli.usage import OptionUnknown

app = typer.Typer(
    name="cashier",
    help="收银助手 · Cashier Assistant",
    no_args_is_help=True,
    add_completion=False,
    pretty_exceptions_enable=False,
)
app.add_typer(playbook_app, name="playbook")
app.add_typer(rules_app, name="rules")
app.add_typer(owncode_app, name="owncode")

Out = Annotated[
    Path, typer.Option(help="Folder for the pictures.", metavar="DIR", parser=given_path)
]
Faults = Annotated[list[str] | None, typer.Option(metavar="NAME", help="See cashier sandbox.")]
Provider = Literal["wechat", "alipay"]
TillShows = Literal["code", "text", "nothing"]


def main() -> None:
    """Run the command line."""
    sys.exit(enter(app, sys.argv[1:]))


@app.callback(invoke_without_command=True)
def program(
    context: typer.Context,
    version: Annotated[
        bool, typer.Option("--version", help="Versions of the program and its parts.")
    ] = False,
    self_test: Annotated[
        bool, typer.Option("--self-test", help="Try every part of this installation once.")
    ] = False,
    lang: Lang = None,
) -> None:
    """收银助手 · Cashier Assistant."""
    if context.invoked_subcommand is not None and lang is not None:
        raise OptionUnknown(option="--lang", command="cashier", nearest="cashier --help")
    if version:
        from cashier.cli.about import print_versions

        raise typer.Exit(print_versions(words(lang), print))
    if self_test:
        from cashier.cli.common import quiet_logs
        from cashier.cli.selftest import self_test as try_all
        from cashier.core.clock import SystemClock

        quiet_logs()
        raise typer.Exit(try_all(words(lang), SystemClock(), _print_now))


@app.command()
@guarded_window
def run(
    demo: Annotated[bool, typer.Option("--demo", help="Embedded sandbox and demo till.")] = False,
    camera: Annotated[str | None, typer.Option(metavar="INDEX|name:NAME|FILE|URL")] = None,
    set_up: Annotated[bool, typer.Option("--setup", help="Open the guided set-up.")] = False,
    shows: Annotated[
        TillShows, typer.Option(help="How much of the truth the demo till shows.")
    ] = "text",
    lang: Lang = None,
    home_dir: HomeDir = None,
) -> int:
    """Open the window."""
    from cashier.cli.display import liked_platform, require_display

    require_display(os.environ, sys.platform)
    os.environ.update(liked_platform(os.environ, sys.platform))
    from cashier.cli.window import WindowWish, open_window

    place = home(home_dir) if home_dir is not None else None
    wish = WindowWish(demo=demo, camera=camera, lang=lang, set_up=set_up, shows=shows)
    return open_window(place, wish)


@app.command()
@guarded
def story(out: Out, lang: Lang = None) -> int:
    """Play the demo's failed payment without a display and leave pictures of every step."""
    os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")
    from cashier.cli.story import play

    return play(out, language(lang))


@app.command()
@guarded
def pictures(out: Out) -> int:
    """Draw the screens of the rescue: Chinese in light and dark, English."""
    os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")
    from cashier.cli.story import draw_all

    return draw_all(out)


@app.command()
@guarded
def check(
    files: Annotated[list[Path], typer.Argument(metavar="FILES…", parser=given_path)],
    jsonl: Annotated[
        bool, typer.Option("--jsonl", "--json", help="One JSON line a picture.")
    ] = False,
    show_payload: Annotated[
        bool, typer.Option("--show-payload", help="Whole payloads, except of payment codes.")
    ] = False,
    relative_to: Annotated[Path | None, typer.Option(metavar="DIR", parser=given_path)] = None,
    lang: Lang = None,
) -> int:
    """Read pictures of codes: which kind, how clear, what to do."""
    from cashier.cli.check import CheckOptions, CheckTalk, check_files

    talk = CheckTalk(words(lang), say=print, complain=_complain)
    return check_files(files, talk, CheckOptions(jsonl, show_payload, relative_to))


@app.command()
@guarded
def diagnose(
    source: Annotated[str, typer.Argument(metavar="[FILE|-]")] = "-",
    as_json: Json = False,
    lang: Lang = None,
    home_dir: HomeDir = None,
) -> int:
    """Evidence in, diagnosis out."""
    from cashier.cli.diagnose import diagnose_here, read_source

    raw = read_source(source, getattr(sys.stdin, "buffer", None))
    return diagnose_here(raw, home(home_dir), words(lang), sys.stdout, as_json=as_json)


@app.command()
@guarded
def doctor(
    sandbox: Annotated[
        bool, typer.Option("--sandbox", help="Try one payment in a sandbox of its own instead.")
    ] = False,
    fault: Faults = None,
    net: Annotated[str, typer.Option(metavar="NAME", help="A fault on the line.")] = "sound",
    as_json: Json = False,
    lang: Lang = None,
    home_dir: HomeDir = None,
) -> int:
    """Look at everything once: network, clock, certificates, camera, vault, history, the chain."""
    from cashier.cli.checkup import look_at_everything
    from cashier.cli.trial import TrialOptions, try_in_sandbox
    from cashier.playbook.load import load_playbook

    if sandbox or fault or net != "sound":
        options = TrialOptions(tuple(fault or ()), net)
        playbook = load_playbook()
        return try_in_sandbox(options, playbook, words(lang), sys.stdout, as_json=as_json)
    return look_at_everything(home(home_dir), words(lang), sys.stdout, as_json=as_json)


@app.command()
@guarded
def order(
    number: Annotated[str, typer.Argument(metavar="NUMBER")],
    reverse: Annotated[bool, typer.Option("--reverse", help="Asks the manager's PIN.")] = False,
    sandbox: Annotated[bool, typer.Option("--sandbox", help="Ask the running sandbox.")] = False,
    provider: Annotated[Provider | None, typer.Option("--provider", help="Whom to ask.")] = None,
    sure: Annotated[
        bool, typer.Option("--yes", help="The customer has had the time to pay: reverse unasked.")
    ] = False,
    as_json: Json = False,
    lang: Lang = None,
    home_dir: HomeDir = None,
) -> int:
    """Ask the provider what became of an order."""
    from cashier.cli.orders import Asked, ask_order

    asked = Asked(number, provider, reverse, sandbox, as_json, sure)
    return ask_order(asked, home(home_dir), words(lang))


@app.command()
@guarded
def pin(
    for_it: Annotated[bool, typer.Option("--it", help="The technician's PIN.")] = False,
    lang: Lang = None,
    home_dir: HomeDir = None,
) -> int:
    """Choose or change the manager's PIN."""
    from cashier.cli.pin import choose_pin

    return choose_pin(home(home_dir), words(lang), for_it=for_it)


@app.command()
@guarded
def sandbox(
    port: Annotated[int, typer.Option(min=0, max=65535, help="0: a free one.")] = 0,
    fault: Faults = None,
    net: Annotated[
        str, typer.Option(metavar="NAME", help="A fault on the line.", show_default=False)
    ] = "",
    script: Annotated[
        Path | None,
        typer.Option(metavar="FILE", help="Faults by second or by call.", parser=given_path),
    ] = None,
    lang: Lang = None,
    home_dir: HomeDir = None,
) -> int:
    """Run the sandbox gateway on this machine."""
    from cashier.cli.sandbox import SandboxOptions, run_sandbox

    stop = threading.Event()
    signal.signal(signal.SIGTERM, lambda *_: stop.set())
    folder = home(home_dir).make().settings_dir
    options = SandboxOptions(folder, port, tuple(fault or ()), net, script)
    return run_sandbox(options, words(lang), _print_now, stop)


def _complain(text: str) -> None:
    print(text, file=sys.stderr)


def _print_now(text: str) -> None:
    print(text, flush=True)


add_records(app)
