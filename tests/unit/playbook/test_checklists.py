"""Every link and every cause leads to a checklist that can be worked off, in a safe order."""

import shutil
from pathlib import Path

import pytest

from cashier.core.resources import resource
from cashier.core.words import LANGUAGES, Words
from cashier.health import chain, lights
from cashier.playbook.broken import Faults, PlaybookBroken, Problem
from cashier.playbook.checklists import LINKS, NO_CHECKLISTS
from cashier.playbook.load import load_playbook
from cashier.playbook.load_checklists import FILE, LIGHTS, load_checklists
from cashier.playbook.model import UNCLEAR
from cashier.playbook.playbook import Playbook


def test_links_and_lights_are_the_programs(playbook: Playbook) -> None:
    assert LINKS == chain.LINKS
    assert set(LIGHTS) == set(lights.NAMES)
    assert set(playbook.checklists.lights) == set(LIGHTS)


def test_every_link_light_and_cause_has_a_checklist(playbook: Playbook) -> None:
    lists = playbook.checklists
    causes = [cause.id for cause in playbook.causes if cause.id != UNCLEAR]
    assert set(lists.breaks) == set(causes)
    assert set(lists.breaks.values()) == set(LINKS)
    for broken in (*LINKS, *LIGHTS, *causes):
        assert len(lists.steps(broken)) >= 2, broken
    assert lists.steps(UNCLEAR) == lists.steps("nonsense") == ()


def test_every_task_is_used(playbook: Playbook) -> None:
    lists = playbook.checklists
    assert {task for listed in lists.lists.values() for task in listed} == set(lists.tasks)


def test_prefixes_and_lights_lead_to_the_same_list(playbook: Playbook) -> None:
    lists = playbook.checklists
    assert lists.steps("chain.booking") == lists.steps("booking")
    assert lists.steps("health.dns") == lists.steps("dns") == lists.steps("network.dns")
    assert lists.steps("customer.fenfu_limit") == lists.steps("limit_check")
    assert [task.id for task in lists.of("dns")] == list(lists.steps("dns"))


def test_nobody_charges_again_before_the_order_was_looked_up(playbook: Playbook) -> None:
    for listed in playbook.checklists.lists.values():
        tasks = [playbook.checklists.tasks[one] for one in listed]
        charging = [i for i, one in enumerate(tasks) if one.step and _charges(playbook, one.step)]
        if charging:
            assert "query_order" in listed[: charging[0]]


def test_where_the_way_or_the_provider_is_broken_the_money_is_asked_about_first(
    playbook: Playbook,
) -> None:
    for broken, listed in playbook.checklists.lists.items():
        if broken.startswith(("network.", "provider.")):
            assert listed[0] == "query_order", broken


@pytest.mark.parametrize("language", LANGUAGES)
def test_every_task_says_what_who_and_where(playbook: Playbook, language: str) -> None:
    words = Words(language, ("playbook",))
    for task in playbook.checklists.tasks.values():
        for key in (task.text_key, f"who-{task.who}", f"where-{task.where}"):
            assert words.has(key), key


def test_no_checklist_speaks_of_anybodys_credit(playbook: Playbook) -> None:
    for broken in ("fenfu_not_open", "fenfu_limit", "fenfu_frozen"):
        steps = playbook.checklists.steps(f"customer.{broken}")
        assert steps == playbook.checklists.steps("limit_check")


@pytest.mark.parametrize(
    ("old", "new", "problem"),
    [
        ('who = "clerk", where = "router"', 'who = "cat", where = "router"', Problem.wrong_value),
        ('step = "mend_clock"', 'step = "mend_clok"', Problem.unknown_name),
        ('"code.expired", "code.used"', '"code.used"', Problem.missing_entry),
        ('"code.expired", "code.used"', '"code.used", "code.old"', Problem.unknown_name),
        ('callback = ["merchant.order_', 'callback = ["code.used", "merchant.order_',
         Problem.duplicate),
        ('dns = "network.dns"', 'dns = "network.dn"', Problem.unknown_name),
        ('dns = "network.dns"\n', "", Problem.missing_key),
        ('"network.dns" = [', '"network.dms" = [', Problem.unknown_name),
        ('"code.tilted" = ["query_order", ', '"code.tilted" = [', Problem.contradiction),
        ('"code.tilted" = ["query_order", "hold_code_well"]', '"code.tilted" = []',
         Problem.missing_entry),
        ('booking = ["query_order", "look', 'bocking = ["query_order", "look',
         Problem.missing_entry),
    ],
)  # fmt: skip
def test_what_is_wrong_is_refused_by_name(
    tmp_path: Path, old: str, new: str, problem: Problem
) -> None:
    folder = tmp_path / "pack"
    shutil.copytree(resource("playbook"), folder)
    text = (folder / FILE).read_text(encoding="utf-8")
    assert old in text
    (folder / FILE).write_text(text.replace(old, new, 1), encoding="utf-8")
    with pytest.raises(PlaybookBroken) as refused:
        load_playbook(folder)
    assert problem in {fault.problem for fault in refused.value.faults if fault.file == FILE}


def test_without_causes_and_steps_their_names_are_not_missed(tmp_path: Path) -> None:
    shutil.copy(resource("playbook", FILE), tmp_path / FILE)
    faults = Faults()
    assert load_checklists(tmp_path, (), (), faults).steps("booking")
    assert {fault.problem for fault in faults.of(FILE)} <= {Problem.unknown_name}


def test_without_checklists_there_is_nothing_to_do() -> None:
    assert NO_CHECKLISTS.of("booking") == ()


def _charges(playbook: Playbook, step: str) -> bool:
    return playbook.step(step).charges
