import tomllib

import pytest
from hypothesis import given
from hypothesis import strategies as st

from cashier.core.resources import resource
from cashier.playbook.places import Places

TEXT = '''# [not.a.header]
plain = 1
"quoted key" = "[x]\\n# no = 1"
dotted."with.dots".deep = {inner = {a = 1}, b = [
    2, {c = 3},
    {c = "}", d = [[4]]},
]}
long = """
[no] # header
no = 1 \\"""
"""
raw = \'\'\'
no = 2 '' \'\'\'
"uni\\u0063ode" = 1979-05-27T07:32:00Z

[table . sub."a.b"] # comment
key = 1.5
'single' = 'x = 1'
200 = 0.1
[[list]]
a = 1
[[list]]
a = 2
[list.more]
b = 3
[[list.inner]]
c = 4
'''
LINES = {
    ("plain",): 2,
    ("quoted key",): 3,
    ("dotted", "with.dots", "deep"): 4,
    ("dotted", "with.dots", "deep", "inner", "a"): 4,
    ("dotted", "with.dots", "deep", "b", "1", "c"): 5,
    ("dotted", "with.dots", "deep", "b", "2", "d"): 6,
    ("long",): 8,
    ("raw",): 12,
    ("unicode",): 14,
    ("table", "sub", "a.b"): 16,
    ("table", "sub", "a.b", "key"): 17,
    ("table", "sub", "a.b", "single"): 18,
    ("table", "sub", "a.b", "200"): 19,
    ("list", "0"): 20,
    ("list", "0", "a"): 21,
    ("list", "1", "a"): 23,
    ("list", "1", "more", "b"): 25,
    ("list", "1", "inner", "0", "c"): 27,
}


@pytest.mark.parametrize(("path", "line"), LINES.items())
def test_every_kind_of_entry_is_found(path: tuple[str, ...], line: int) -> None:
    tomllib.loads(TEXT)
    assert Places(TEXT).line(path) == line


def test_what_is_not_there_stands_where_the_table_around_it_does() -> None:
    places = Places(TEXT)
    assert places.line(("table", "sub", "a.b", "missing", "x")) == 16
    assert places.line(("missing",)) == 1
    assert places.line(()) == 1
    assert places.line(("no",)) == 1
    assert Places("").line(("a",)) == 0


def _paths(value: object, path: tuple[str, ...] = ()) -> list[tuple[str, ...]]:
    found = [path] if path else []
    pairs: list[tuple[str, object]] = []
    if isinstance(value, dict):
        pairs = list(value.items())
    if isinstance(value, list) and any(isinstance(one, dict) for one in value):
        pairs = [(str(number), one) for number, one in enumerate(value)]
    for key, inner in pairs:
        found += _paths(inner, (*path, key))
    return found


@pytest.mark.parametrize("file", sorted(path.name for path in resource("playbook").glob("*.toml")))
def test_every_entry_of_the_shipped_files_stands_on_a_line_that_names_it(file: str) -> None:
    text = resource("playbook", file).read_text(encoding="utf-8")
    rows, places = text.split("\n"), Places(text)
    for path in _paths(tomllib.loads(text)):
        assert path[-1] in rows[places.line(path) - 1]


@given(st.text(alphabet="[]{}=,.#\"'\\\n abc1", max_size=60))
def test_any_text_has_only_lines_that_exist(text: str) -> None:
    places = Places(text)
    for path in (("a",), ("a", "b"), ("1",), ("b", "0", "c")):
        assert 0 <= places.line(path) <= text.count("\n") + 1
