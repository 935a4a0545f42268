"""What is to be read until it is put away: news of one case, one beside the other."""

from dataclasses import dataclass, field
from types import SimpleNamespace
from typing import Any, cast

import pytest

from cashier.desk.casework import Casework
from cashier.desk.news import News
from cashier.desk.notices import Notices


@dataclass
class Told:
    """As much of a case as its news need."""

    case_id: str = "C"
    amount: None = None
    is_paying: bool = False


@dataclass
class Work:
    """As much of the casework as notices ask of it, with one case and nothing to complain of."""

    case: Told = field(default_factory=Told)
    news: list[tuple[News, Told]] = field(default_factory=list)
    unreadable: list[Any] = field(default_factory=list)
    offer: None = None
    keeping: Any = field(
        default_factory=lambda: SimpleNamespace(found=[], problem=None, missed=None)
    )

    @property
    def live(self) -> dict[str, Any]:
        return {self.case.case_id: SimpleNamespace(case=self.case)}


@pytest.mark.parametrize("before", [News.reverse_refused, News.not_paid_after_all])
def test_that_somebody_is_paying_takes_no_other_news_of_the_case_away(before: News) -> None:
    work = Work()
    notices = Notices(cast("Casework", work))

    def shown() -> list[str]:
        return [view.phrase.key for view in notices.views()]

    work.news.append((before, work.case))
    assert shown() == [f"notice-{before}"]
    work.case.is_paying = True
    work.news.append((News.paying_after_all, work.case))
    assert shown() == [f"notice-{before}", "notice-paying_after_all"]
    work.case.is_paying = False
    assert shown() == [f"notice-{before}"]
