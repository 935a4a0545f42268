from dataclasses import replace

from cashier.core.words import LANGUAGES, Words
from cashier.playbook.broken import (
    ENOUGH,
    MOST_FAULTS,
    Fault,
    Faults,
    PlaybookBroken,
    Problem,
    shortlist,
)

FAULT = Fault("causes.toml", 7, "cause.x.prior", Problem.wrong_chance, "2", "≤ 1")


def test_a_refusal_tells_its_first_fault_and_keeps_all_in_order() -> None:
    other = replace(FAULT, line=3, entry="cause.w.prior")
    later = replace(FAULT, file="steps.toml", line=1)
    refusal = PlaybookBroken.of([later, FAULT, other, other])
    assert refusal.faults == (other, FAULT, later)
    assert (refusal.fields["line"], refusal.fields["others"]) == (3, 2)


def test_one_entry_tells_only_its_first_problem() -> None:
    faults = Faults()
    faults.add(FAULT, replace(FAULT, problem=Problem.wrong_sum), replace(FAULT, found="3"), FAULT)
    assert [fault.found for fault in faults] == ["2", "3"]
    assert len(faults) == len(faults.of("causes.toml")) == 2
    assert faults.of("steps.toml") == ()


def test_what_is_refused_inside_is_recorded_and_the_rest_goes_on() -> None:
    def refuse(found: str) -> None:
        raise PlaybookBroken("rules.toml", "rule.x", Problem.duplicate, found=found)

    faults = Faults()
    with faults.catching():
        refuse("y" * 200)
    with faults.catching():
        pass
    assert [(fault.place, len(fault.found)) for fault in faults] == [("rules.toml", 80)]


def test_of_too_many_faults_each_file_keeps_its_share() -> None:
    many = [replace(FAULT, line=line) for line in range(1, 1000)]
    few = [replace(FAULT, file="steps.toml", line=line) for line in range(1, 20)]
    kept = shortlist([*many, *few])
    assert len(kept) == MOST_FAULTS
    assert set(few) <= set(kept)
    assert list(kept) == sorted(kept)
    warnings = [replace(one, file="a.toml", problem=Problem.vague) for one in many]
    assert set(few) <= set(shortlist([*warnings, *few]))
    assert sum(one.is_warning for one in shortlist([*warnings, *few])) == MOST_FAULTS - len(few)


def test_a_file_with_very_many_faults_is_full_and_the_others_are_not() -> None:
    faults = Faults()
    faults.add(*(replace(FAULT, entry=str(number)) for number in range(ENOUGH)))
    assert faults.full("causes.toml")
    assert not faults.full("steps.toml")


def test_every_problem_has_a_sentence_and_a_remedy_in_both_languages() -> None:
    for language in LANGUAGES:
        words = Words(language, ("errors",))
        unsaid = words("playbook-problem", problem="?", found="f", wanted="w")
        for problem in Problem:
            fault = replace(FAULT, problem=problem, line=1234)
            refusal = PlaybookBroken.of([fault, replace(fault, line=1)])
            assert words("error-playbook-broken", **refusal.fields)
            assert words("error-playbook-broken.do", **refusal.fields)
            fields = {"problem": problem.value, "found": "f", "wanted": "w"}
            assert words("playbook-problem", **fields) != unsaid
            assert words("playbook-finding", **fields) in words(
                "playbook-finding-warning", **fields
            )


def test_a_line_is_told_without_separators() -> None:
    words = Words("en", ("errors",))
    refusal = PlaybookBroken.of([replace(FAULT, line=1234)])
    assert "In the playbook, causes.toml, line 1234," in words(
        "error-playbook-broken", **refusal.fields
    )
    refusal = PlaybookBroken("causes.toml", "x", Problem.missing_entry, wanted="y")
    assert "line" not in words("error-playbook-broken", **refusal.fields)
