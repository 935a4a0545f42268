from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from cashier.history.chain import Head
from cashier.history.noted import last_noted, note


def test_the_last_whole_line_counts(tmp_path: Path) -> None:
    path = tmp_path / "history.sqlite"
    assert last_noted(path) is None
    note(path, Head())
    assert last_noted(path) is None
    note(path, Head(3, "a" * 64))
    note(path, Head(9, "b" * 64))
    note(path, Head(9, "b" * 64))
    heads = path.with_name("history.sqlite-heads")
    assert len(heads.read_text().splitlines()) == 2
    with heads.open("ab") as file:
        file.write(b"12 abc")
    assert last_noted(path) == Head(9, "b" * 64)


def test_a_disk_that_refuses_stops_nobody(tmp_path: Path) -> None:
    path = tmp_path / "history.sqlite"
    path.with_name("history.sqlite-heads").mkdir()
    note(path, Head(3, "a" * 64))
    assert last_noted(path) is None


@given(st.binary(max_size=200))
def test_anything_at_all_in_the_file_is_read_without_a_stumble(
    tmp_path_factory: pytest.TempPathFactory, content: bytes
) -> None:
    path = tmp_path_factory.mktemp("noted") / "history.sqlite"
    path.with_name("history.sqlite-heads").write_bytes(content)
    head = last_noted(path)
    assert head is None or len(head.hash) == 64
