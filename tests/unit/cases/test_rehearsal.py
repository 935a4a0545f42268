from cashier.cases.rehearsal import (
    heard_scripts,
    idle_questions,
    play,
    possible_scenes,
    simple_situations,
)
from cashier.playbook.evidence import OPEN_NAMES
from tests.helpers.playbooks import shipped


def test_every_single_piece_of_evidence_is_played() -> None:
    playbook = shipped()
    situations = tuple(simple_situations(playbook))
    names = {item.name for one in situations for item in one.evidence}
    assert names == set(playbook.vocabulary.names) | set(OPEN_NAMES)
    assert {one.method for one in situations} >= {method.id for method in playbook.methods}


def test_no_question_of_the_shipped_playbook_is_idle_but_without_situations_all_are() -> None:
    playbook = shipped()
    played = play(simple_situations(playbook), playbook)
    assert idle_questions(played, playbook) == ()
    assert {"lock-wait", "lock-dynamic", "lock-static", "lock-paid"} <= heard_scripts(played)
    assert idle_questions((), playbook) == tuple(one.name for one in playbook.questions)


def test_scenes_are_those_that_the_money_table_allows() -> None:
    scenes = possible_scenes(shipped())
    assert ("payment_code", "not_charged") in scenes
    assert ("static", "failed") in scenes
    assert ("dynamic", "reversed") in scenes
    assert ("dynamic", "not_charged") not in scenes
    assert ("static", "not_charged") not in scenes
