import pytest
from hypothesis import given
from hypothesis import strategies as st

from cashier.playbook.broken import Problem
from cashier.playbook.catalogue import read_catalogue

LAUGHS = "l0 = haha\n" + "".join(f"l{n + 1} = {{l{n}}}{{l{n}}}\n" for n in range(40))


def told(text: str) -> list[tuple[int, str, Problem]]:
    return [(one.line, one.entry, one.problem) for one in read_catalogue(text, "x.ftl").faults]


def test_texts_are_read_with_their_lines() -> None:
    found = read_catalogue("# x\n\n## y\na = one\n    two\n    .b = { $c } three\n-t = four\n", "x")
    assert found.faults == ()
    assert {key: (text.line, text.text) for key, text in found.texts.items()} == {
        "a": (4, "one\ntwo"),
        "a.b": (6, "… three"),
    }


@pytest.mark.parametrize(
    ("text", "faults"),
    [
        ("a = b\n!c\nd = e\n", [(2, "!c", Problem.unreadable)]),
        ("a = b\n\n  \n= c\n", [(4, "4", Problem.unreadable)]),
        ("a = b\nc = d\na = e\n", [(3, "a", Problem.duplicate)]),
        ("a = { b }\nc = d\n", [(1, "a", Problem.unknown_name)]),
        ("a = { -b }\n", [(1, "a", Problem.unknown_name)]),
        ("a = { b.c }\nb = d\n", [(1, "a", Problem.unknown_name)]),
        ("a = { NUMBER($b) } { RUN($c) }\n", [(1, "a", Problem.unknown_name)]),
        ("a = b\n    .aloud = { $c }\n    .why = { $c }\n", [(2, "a.aloud", Problem.needs_value)]),
        ("a = { -b }\n-b = { c }\nc = { a }\n", [(1, "a", Problem.cycle)]),
        ("a = b\n    .c = { a.c }\n", [(2, "a.c", Problem.cycle)]),
        ("a = { $x ->\n    [one] { a }\n   *[other] b\n }\n", [(1, "a", Problem.cycle)]),
        (LAUGHS, [(10, "l9", Problem.endless)]),
        ("a = " + "x" * 3000, [(1, "a", Problem.endless)]),
        ("a = b\nc = " + "{" * 400 + "}" * 400, [(2, "x.ftl", Problem.too_deep)]),
        ("a = b\nc =\n" + "".join(f"{' ' * n} {{ $x ->\n *[a]\n" for n in range(60)),
         [(43, "x.ftl", Problem.too_deep)]),
    ],
)  # fmt: skip
def test_what_is_wrong_is_told_with_its_line(
    text: str, faults: list[tuple[int, str, Problem]]
) -> None:
    assert told(text) == faults


def test_braces_in_quotes_and_comments_are_no_nesting() -> None:
    quoted = 'a = { "{" }' + ' { "{" }' * 40
    assert told(f"{quoted}\n# {'{' * 40}\n") == []


@pytest.mark.unseen
def test_a_huge_catalogue_is_read_to_its_end() -> None:
    text = "".join(f"k{n} = {{ k{n + 1} }}\n" for n in range(20_000)) + "k20000 = x\n"
    assert told(text) == []


@given(st.text(alphabet='ab-.={}[]*$>"# \n', max_size=80))
def test_any_text_is_read_or_told_with_a_line_that_exists(text: str) -> None:
    assert all(1 <= line <= text.count("\n") + 1 for line, _, _ in told(text))
