"""Draws the versions of a script with their figures as frozen views. Pure.

Which version is better is never decided here: it says what the figures allow to be said.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from cashier.core.intervals import Share, difference
from cashier.desk.manager import BeforeAfter, Comparison, ScriptView, Verdict, VersionView
from cashier.history.versions import Figures, ShownScript, figures
from cashier.playbook.pins import in_force
from cashier.playbook.variants import ACCOUNT_KEY, Pins, State, Variants, Version


@dataclass(frozen=True, slots=True)
class ScriptDrawer:
    """Draws scripts of one playbook and one shop from what its cases have shown."""

    variants: Variants
    pins: Pins
    shown: tuple[ShownScript, ...]

    def view(self, entry: str, split: datetime | None = None) -> ScriptView:
        """Return a script with its versions; those the playbook has no more come last."""
        shown = [one for one in self.shown if one.key == entry]
        force = in_force(self.pins, self.variants, entry).id
        listed = self.variants.of(entry)
        gone = sorted({one.version for one in shown} - {one.id for one in listed})
        return ScriptView(
            key=entry,
            in_force=force,
            pinned=self.pins.of(entry),
            idle=entry in self.variants.idle(self.pins),
            versions=(
                *(self._version(entry, one, shown, force) for one in listed),
                *(_gone(one, shown, force) for one in gone),
            ),
            split=_split(shown, split) if split is not None else None,
        )

    def _version(
        self, entry: str, version: Version, shown: Sequence[ShownScript], force: str
    ) -> VersionView:
        counted = _figures_of(shown, version.id)
        return VersionView(
            id=version.id,
            state=version.state.value,
            text_key=self._text_key(entry, version),
            own=version.own,
            share=self._share(entry, version),
            figures=counted,
            compared=_against(counted, version.id, shown, force),
            dated=version.dated,
            author=version.author,
            source=version.source,
            note=version.note,
        )

    def _text_key(self, entry: str, version: Version) -> str:
        """Return where the words stand; those of the account speak through one of its causes."""
        if not version.usable or entry not in self.variants.keys:
            return ""
        plain = min(self.variants.account) if entry == ACCOUNT_KEY else entry
        return plain if version.own else version.text_key(plain)

    def _share(self, entry: str, version: Version) -> float:
        """Return which part of the cases gets a version now."""
        if self.pins.of(entry) is not None:
            return float(version == in_force(self.pins, self.variants, entry))
        if version.state is State.active:
            return 1.0 - sum(one.share for one in self.variants.of(entry))
        return version.share


def compare(one: Figures, other: Figures) -> Comparison:
    """Say whether the cases of `one` were paid more often, as far as the numbers allow.

    It is looked at day after day, so the difference alone settles nothing: as long as both ranges
    meet, it only leans.
    """
    interval = difference(one.recovered, other.recovered)
    if interval is None or not (one.enough and other.enough):
        return Comparison(Verdict.too_few, interval)
    if interval.holds(0):
        return Comparison(Verdict.no_difference, interval)
    more = interval.low > 0
    if _meet(one.recovered, other.recovered):
        return Comparison(Verdict.leans_more if more else Verdict.leans_fewer, interval)
    return Comparison(Verdict.more if more else Verdict.fewer, interval)


def _meet(one: Share, other: Share) -> bool:
    first, second = one.interval, other.interval
    if first is None or second is None:
        return True
    return first.low <= second.high and second.low <= first.high


def _figures_of(shown: Sequence[ShownScript], version_id: str) -> Figures:
    return figures(one.case for one in shown if one.version == version_id)


def _against(
    counted: Figures, version_id: str, shown: Sequence[ShownScript], force: str
) -> Comparison | None:
    """Compare a version with the one in force, which is not compared with itself."""
    return None if version_id == force else compare(counted, _figures_of(shown, force))


def _gone(version_id: str, shown: Sequence[ShownScript], force: str) -> VersionView:
    counted = _figures_of(shown, version_id)
    compared = _against(counted, version_id, shown, force)
    return VersionView(id=version_id, state="", figures=counted, compared=compared)


def _split(shown: Sequence[ShownScript], at: datetime) -> BeforeAfter:
    cases = [one.case for one in shown]
    before = figures(case for case in cases if case.opened_at < at)
    after = figures(case for case in cases if case.opened_at >= at)
    return BeforeAfter(at, before, after, compare(after, before))
