"""How versions of scripts look as text. Words come from the catalogues; nothing is judged here."""

from collections.abc import Iterable
from datetime import tzinfo

from cashier.cli.report_text import Line, aligned
from cashier.core.intervals import Interval
from cashier.core.words import Words
from cashier.desk.manager import BeforeAfter, Comparison, ScriptView, VersionView
from cashier.history.versions import FEW, Figures
from cashier.playbook.variants import ACCOUNT_KEY

_GAP = "  "
_COLUMNS = ("version", "state", "share", "paid", "seconds", "faces")


class VersionsText:
    """Scripts as blocks of aligned lines, in the language of its words and the time of its zone."""

    def __init__(self, words: Words, zone: tzinfo | None = None) -> None:
        self._words = words
        self._zone = zone

    def render(self, views: Iterable[ScriptView]) -> str:
        """Return the whole text."""
        blocks = ["\n".join(self._script(view)) for view in views]
        return "\n\n".join(blocks or [self._words("versions-none")]) + "\n"

    def _script(self, view: ScriptView) -> Iterable[str]:
        yield f"{self._title(view.key)}{_GAP}{view.key}"
        yield _GAP + self._in_force(view)
        head = tuple(self._words(f"versions-column-{one}") for one in _COLUMNS)
        rows = [head, *(self._row(one) for one in view.versions)]
        yield from (_GAP + line for line in aligned(rows))
        for one in view.versions:
            yield from (_GAP + line for line in self._about(one, view.in_force))
        if view.split is not None:
            yield _GAP + self._split(view.split)

    def _title(self, key: str) -> str:
        if key == ACCOUNT_KEY:
            return self._words("report-cause-customer-account")
        known = (one for one in (f"report-script-{key}", key) if self._words.has(one))
        return self._words(next(known, "versions-no-script"))

    def _in_force(self, view: ScriptView) -> str:
        if view.pinned is None:
            return self._words("versions-follows", version=view.in_force)
        if view.idle:
            return self._words("versions-idle", version=view.pinned, instead=view.in_force)
        return self._words("versions-pinned-here", version=view.pinned)

    def _row(self, view: VersionView) -> Line:
        share = self._words("versions-percent", percent=_percent(view.share))
        return (
            view.id,
            self._words(f"versions-state-{view.state or 'gone'}"),
            share if view.share else self._words("report-none"),
            self._paid(view.figures),
            self._seconds(view.figures),
            self._faces(view.figures),
        )

    def _about(self, view: VersionView, force: str) -> Iterable[str]:
        """Yield a version's own words, then what may be said against the one in force."""
        if view.text_key:
            said = self._aloud(view)
            yield self._words("versions-said", version=view.id, text=said)
        if view.compared is not None:
            pair = self._words("versions-pair", version=view.id, other=force)
            yield self._words("versions-told", what=pair, verdict=self._verdict(view.compared))

    def _aloud(self, view: VersionView) -> str:
        """Return what a version says aloud; a shop's own words where it has them."""
        own = (
            one.text
            for one in view.own
            if (one.language, one.part) == (self._words.language, "aloud")
        )
        return next(own, None) or self._words(f"{view.text_key}.aloud")

    def _split(self, split: BeforeAfter) -> str:
        at = split.at.astimezone(self._zone).strftime("%Y-%m-%d %H:%M")
        before, after = self._paid(split.before), self._paid(split.after)
        what = self._words("versions-split", at=at, before=before, after=after)
        return self._words("versions-told", what=what, verdict=self._verdict(split.compared))

    def _verdict(self, compared: Comparison) -> str:
        low, high = _ends(compared.interval)
        key = f"versions-verdict-{compared.verdict}"
        return self._words(key, low=low, high=high, few=FEW)

    def _paid(self, figures: Figures) -> str:
        share = figures.recovered
        if not share.total:
            return self._words("report-none")
        low, high = _ends(share.interval)
        return self._words(
            "versions-share" if figures.enough else "versions-share-few",
            times=share.times,
            total=share.total,
            percent=_percent(share.value),
            low=low,
            high=high,
            few=FEW,
        )

    def _seconds(self, figures: Figures) -> str:
        waited = figures.seconds
        if waited is None:
            return self._words("report-none")
        median = f"{waited.value:.0f}"
        if waited.interval is None:
            return self._words("report-seconds", seconds=median)
        low, high = f"{waited.interval.low:.0f}", f"{waited.interval.high:.0f}"
        return self._words("versions-seconds", median=median, low=low, high=high)

    def _faces(self, figures: Figures) -> str:
        fine = figures.fine
        if not fine.total:
            return self._words("report-none")
        low, high = _ends(fine.interval)
        return self._words(
            "versions-faces" if fine.total >= FEW else "versions-faces-few",
            fine=fine.times,
            so_so=figures.so_so,
            upset=figures.upset,
            percent=_percent(fine.value),
            low=low,
            high=high,
        )


def _ends(interval: Interval | None) -> tuple[str, str]:
    return (_percent(interval.low), _percent(interval.high)) if interval else ("", "")


def _percent(share: float | None) -> str:
    return f"{(share or 0.0) * 100:.0f}"
