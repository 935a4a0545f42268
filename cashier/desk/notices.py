"""The lines on the screen that need to be read, until they are put away. The desk's thread only."""

from cashier.alarms.errors import ChatRefused, ChatSilent
from cashier.core.errors import CashierError
from cashier.core.privacy import strip_digits
from cashier.desk.casework import Casework
from cashier.desk.dock_views import NoticeView
from cashier.desk.news import News
from cashier.desk.views import Light, Phrase
from cashier.history.backup import Backup

BACKUP_OFFER = "backup-offer"
_CHAT_TRIED = "chat-tried"
_PAYING = "-paying"
_MOST = 3


class Notices:
    """Keeps the newest notice of each kind, and shows the last few.

    Args:
        work: the cases; what they could not read or write, their news, and a backup on offer.
    """

    def __init__(self, work: Casework) -> None:
        self._work = work
        self._notices: dict[str, NoticeView] = {}
        self._disk: set[str] = set()
        self._offered: Backup | None = None

    def tell(self, error: CashierError, state: Light = Light.warn) -> None:
        """Show an error as a notice; the newest of a kind replaces the older one."""
        fields = ((name, _shown(value)) for name, value in error.fields.items())
        phrase = Phrase(f"error-{error.code}", tuple(fields))
        self._notices.pop(error.code, None)
        self._notices[error.code] = NoticeView(error.code, state, phrase)

    def tell_of_chat(self, wrong: tuple[CashierError, ...], trial: bool) -> None:  # noqa: FBT001
        """Show what became of a message to the manager's chat; what works again is told no more."""
        for code in (ChatRefused.code, ChatSilent.code, _CHAT_TRIED):
            self.dismiss(code)
        for error in wrong:
            self.tell(error)
        if trial and not wrong:
            phrase = Phrase("notice-alarm_sent")
            self._notices[_CHAT_TRIED] = NoticeView(_CHAT_TRIED, Light.ok, phrase)

    def dismiss(self, notice_id: str) -> None:
        """Put a notice away."""
        self._notices.pop(notice_id, None)

    def views(self) -> tuple[NoticeView, ...]:
        """Return what is to be read, what is grave last; news that came meanwhile is taken in."""
        keeping = self._work.keeping
        for error in (*self._work.unreadable, *keeping.found):
            self.tell(error)
        self._work.unreadable.clear()
        keeping.found.clear()
        self._tell_of_the_disk()
        self._offer_backup()
        for news, case in self._work.news:
            amount = case.amount.yuan if case.amount else "?"
            phrase = Phrase(f"notice-{news}", (("amount", amount),))
            state = Light.warn if news is News.paid_late else Light.fail
            # Nobody pays for long: what is said of that goes, and must take nothing else along.
            notice_id = case.case_id + (_PAYING if news is News.paying_after_all else "")
            self._notices.pop(notice_id, None)
            self._notices[notice_id] = NoticeView(notice_id, state, phrase)
        self._work.news.clear()
        self._forget_who_paid()
        grave_last = sorted(self._notices.values(), key=lambda one: one.state is Light.fail)
        return tuple(grave_last[-_MOST:])

    def _forget_who_paid(self) -> None:
        """Say that somebody is paying only as long as they are."""
        for notice_id in tuple(self._notices):
            live = self._work.live.get(notice_id.removesuffix(_PAYING))
            if notice_id.endswith(_PAYING) and (live is None or not live.case.is_paying):
                self.dismiss(notice_id)

    def _tell_of_the_disk(self) -> None:
        """Say what waits for the disk as long as it waits, and no longer."""
        keeping = self._work.keeping
        now = {error.code: error for error in (keeping.problem, keeping.missed) if error}
        for code in self._disk - set(now):
            self._notices.pop(code, None)
        for error in now.values():
            self.tell(error, Light.fail)
        self._disk = set(now)

    def _offer_backup(self) -> None:
        offer = self._work.offer
        if offer is None:
            self._notices.pop(BACKUP_OFFER, None)
        elif self._offered != offer:
            when = offer.at.astimezone().strftime("%Y-%m-%d %H:%M")
            phrase = Phrase("notice-backup_offer", (("when", when), ("count", offer.head.seq)))
            action = Phrase("notice-backup_offer-take")
            asked = self._work.who.restore_needs_pin()
            self._notices[BACKUP_OFFER] = NoticeView(
                BACKUP_OFFER, Light.warn, phrase, action, needs_pin=asked
            )
        self._offered = offer


def _shown(value: str | int) -> str | int:
    """Return what an error tells, without a number that may be a payment code."""
    return strip_digits(value) if isinstance(value, str) else value
