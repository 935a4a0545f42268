"""Which cases a period wants: dates and times as people type them, on the shop's clock."""

from datetime import UTC, datetime, timedelta, tzinfo

from cashier.core.errors import WrongUse
from cashier.history.model import CaseFilter

_DAY = len("2026-11-22")


class PeriodInvalid(WrongUse):
    """A text that is not a date or a time."""

    code = "period-invalid"


class PeriodBackwards(WrongUse):
    """A period that ends before it begins."""

    code = "period-backwards"


def read_period(begin: str | None, end: str | None, zone: tzinfo | None) -> CaseFilter:
    """Return which cases a period wants; either end may be open.

    Raises:
        PeriodInvalid: a text that is not a date or a time.
        PeriodBackwards: it ends before it begins.
    """
    since = read_moment(begin, zone) if begin is not None else None
    until = read_moment(end, zone, whole_day=True) if end is not None else None
    if since is not None and until is not None and since >= until:
        raise PeriodBackwards(**{"from": str(begin), "to": str(end)})
    return CaseFilter(opened_from=since, opened_before=until)


def read_moment(text: str, zone: tzinfo | None, *, whole_day: bool = False) -> datetime:
    """Read a date or time of this zone; `whole_day` makes a bare date mean its end.

    Raises:
        PeriodInvalid: it is neither.
    """
    try:
        moment = datetime.fromisoformat(text.strip())
        if whole_day and len(text.strip()) <= _DAY:
            moment += timedelta(days=1)
        local = moment if moment.tzinfo is not None else _local(moment, zone)
        return local.astimezone(UTC)
    except (ValueError, OverflowError, OSError) as error:
        raise PeriodInvalid(text=text[:40]) from error


def today(now: datetime, zone: tzinfo | None) -> CaseFilter:
    """Return the cases of the day that it is now in this zone."""
    midnight = now.astimezone(zone).replace(hour=0, minute=0, second=0, microsecond=0, tzinfo=None)
    return CaseFilter(
        opened_from=_local(midnight, zone).astimezone(UTC),
        opened_before=_local(midnight + timedelta(days=1), zone).astimezone(UTC),
    )


def _local(moment: datetime, zone: tzinfo | None) -> datetime:
    return moment.replace(tzinfo=zone) if zone is not None else moment.astimezone()
