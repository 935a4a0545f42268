"""The cashier of the operator model, on the real window: five stories, few actions, right words."""

import pytest
from pytestqt.qtbot import QtBot

from benchmarks.operating.person import same, telling
from benchmarks.operating.told import Told, stories
from benchmarks.operator import WORST, play
from tests.helpers.logbook import Logbook
from tests.helpers.playbooks import shipped

PLAYED = {
    1: "a tile, and a question under the lock",
    5: "found by typing, and a question",
    12: "found by typing",
    18: "no words on the till",
    20: "a tile, while the lights say that the network is down",
}


def story(number: int) -> Told:
    return next(one for one in stories() if one.id == number)


@pytest.mark.parametrize("number", PLAYED)
@pytest.mark.parametrize("touch", [False, True])
def test_the_right_sentence_comes_after_few_actions(
    qtbot: QtBot, logbook: Logbook, number: int, *, touch: bool
) -> None:
    (played,) = play([story(number)], shipped(), touch=touch)
    assert played.right, played.did
    assert played.actions <= WORST, played.did


def test_every_story_has_its_own_number_and_scripts_that_exist() -> None:
    told = stories()
    assert [one.id for one in told] == list(range(1, len(told) + 1))
    causes = {f"cause-{cause.id.replace('.', '-')}" for cause in shipped().causes}
    for one in told:
        assert all(key.startswith("lock-") or key in causes for key in one.right), one.id
        assert all(key.startswith("lock-") == (one.money == "unknown") for key in one.right)


def test_a_person_overlooks_signs_and_codes_but_no_words() -> None:
    assert same("余额不足 (NOTENOUGH)", "余额不足")
    assert not same("支付失败", "支付失败，条码无法识别")


def test_what_is_typed_is_the_beginning_of_what_says_something() -> None:
    assert telling("支付失败，余额不足") == "余额不足"
    assert telling("appid和mch_id不匹配") == "不匹配"
    assert telling("DECLINED") == "DECLINED"
