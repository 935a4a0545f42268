"""Where the window stood is remembered, and a spoiled file is forgotten."""

import json
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from cashier.config.places import Place, Places, load_places, save_places
from cashier.core.paths import Home


def test_places_come_back(tmp_path: Path) -> None:
    home = Home.at(tmp_path).make()
    assert load_places(home) == Places()
    kept = Places({"HDMI-1": Place("left", folded=True), "显示器": Place()}, "HDMI-1")
    save_places(home, kept)
    assert load_places(home) == kept


@pytest.mark.parametrize("spoiled", [b"", b"[]", b"{", b"\xff\xfe", b'{"screens": 3, "last": 4}'])
def test_a_spoiled_file_counts_as_none(tmp_path: Path, spoiled: bytes) -> None:
    home = Home.at(tmp_path).make()
    (home.data_dir / "window.json").write_bytes(spoiled)
    assert load_places(home) == Places()


@given(st.dictionaries(st.text(max_size=5), st.one_of(st.none(), st.integers(), st.text())))
def test_whatever_stands_there_is_survived(
    tmp_path_factory: pytest.TempPathFactory, said: dict[str, object]
) -> None:
    home = Home.at(tmp_path_factory.mktemp("home")).make()
    (home.data_dir / "window.json").write_text(
        json.dumps({"screens": {"one": said, "two": 3}}), encoding="utf-8"
    )
    places = load_places(home)
    assert places.screens["two"] == Place()
    assert places.screens["one"].edge in (None, "left", "right")
