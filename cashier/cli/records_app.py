"""The commands about what is kept, `report` and `support`: thin, one function each."""

import sys
from pathlib import Path
from typing import Annotated

import typer

from cashier.cli.common import HomeDir, Json, Lang, complain, given_path, guarded, home, words


def add_records(app: typer.Typer) -> None:
    """Give the program the commands about what is kept."""
    app.command()(guarded(support))
    app.command()(guarded(report))


def support(
    out: Annotated[
        Path | None, typer.Option(metavar="DIR|FILE", help="Where to.", parser=given_path)
    ] = None,
    yes: Annotated[bool, typer.Option("--yes", help="Write without asking.")] = False,
    lang: Lang = None,
    home_dir: HomeDir = None,
) -> int:
    """Put versions, masked settings, counts and logs into one zip for the technician."""
    from cashier.cli.support import support as run_support

    return run_support(home(home_dir), words(lang), out, yes=yes)


def report(
    shift: Annotated[
        str | None, typer.Option(metavar="ID", help="Else the open one, or the latest.")
    ] = None,
    period_from: Annotated[
        str | None, typer.Option("--from", metavar="DATE", help="2026-11-22 or 2026-11-22T18:30.")
    ] = None,
    period_to: Annotated[
        str | None, typer.Option("--to", metavar="DATE", help="The same; a bare date counts whole.")
    ] = None,
    form: Annotated[
        str | None, typer.Option("--format", metavar="text|json", show_default="text")
    ] = None,
    as_json: Json = False,
    rebuild: Annotated[
        bool, typer.Option("--rebuild", help="Derive the lists anew; exit code 1 if rows differed.")
    ] = False,
    export: Annotated[
        Path | None,
        typer.Option(metavar="FILE", help="FILE.csv, .xlsx, .json or .pdf.", parser=given_path),
    ] = None,
    head: Annotated[
        str | None, typer.Option("--head", help="The chain head on an earlier printed report.")
    ] = None,
    lang: Lang = None,
    home_dir: HomeDir = None,
) -> int:
    """Report a shift or a period; exit code 1 when the chain of records or a list was wrong."""
    from cashier.cli.report import ReportTools, ReportWish, format_of, need_records
    from cashier.cli.report import report as write
    from cashier.config.settings_file import load
    from cashier.core.clock import SystemClock
    from cashier.history.derive import judge_by_replay
    from cashier.playbook.load import load_playbook

    wish = ReportWish(
        shift=shift,
        period_from=period_from,
        period_to=period_to,
        format=format_of(form, as_json=as_json),
        rebuild=rebuild,
        export=export,
        head=head,
    )
    place, speak = home(home_dir), words(lang)
    if home_dir is not None:
        need_records(place)
    problem = load(place).problem
    if problem is not None:
        # The store's name stands on every report.
        complain(problem, speak)
    tools = ReportTools(place, SystemClock(), speak, judge=judge_by_replay(load_playbook()))
    return write(wish, tools, sys.stdout)
