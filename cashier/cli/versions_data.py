"""Versions of scripts in the form for other programs: shares from 0 to 1, times in UTC."""

from cashier.core.intervals import Interval, Share
from cashier.desk.manager import BeforeAfter, Comparison, ScriptView, VersionView
from cashier.history.versions import Figures

Document = dict[str, object]


def script_json(view: ScriptView) -> Document:
    """Return a script with its versions."""
    return {
        "key": view.key,
        "in_force": view.in_force,
        "pinned": view.pinned,
        "pinned_is_withdrawn": view.idle,
        "versions": [_version(one) for one in view.versions],
        "split": _split(view.split) if view.split is not None else None,
    }


def _version(view: VersionView) -> Document:
    return {
        "id": view.id,
        "state": view.state or None,
        "share": round(view.share, 6),
        "dated": view.dated or None,
        "author": view.author or None,
        "source": view.source or None,
        "note": view.note or None,
        "figures": _figures(view.figures),
        "compared": _comparison(view.compared) if view.compared is not None else None,
    }


def _split(split: BeforeAfter) -> Document:
    return {
        "at": split.at.isoformat(),
        "before": _figures(split.before),
        "after": _figures(split.after),
        "compared": _comparison(split.compared),
    }


def _figures(figures: Figures) -> Document:
    waited = figures.seconds
    seconds: Document | None = None
    if waited is not None:
        seconds = {"median": waited.value, "of": waited.count, **_interval(waited.interval)}
    return {
        "cases": figures.shown,
        "ended": figures.recovered.total,
        "enough": figures.enough,
        "recovered": _share(figures.recovered),
        "seconds": seconds,
        "faces": {
            "fine": figures.fine.times,
            "so_so": figures.so_so,
            "upset": figures.upset,
        },
        "fine": _share(figures.fine),
    }


def _share(share: Share) -> Document:
    return {
        "times": share.times,
        "of": share.total,
        "share": share.value,
        **_interval(share.interval),
    }


def _comparison(compared: Comparison) -> Document:
    return {"verdict": compared.verdict.value, **_interval(compared.interval)}


def _interval(interval: Interval | None) -> Document:
    return {
        "low": interval.low if interval is not None else None,
        "high": interval.high if interval is not None else None,
    }
