"""The page of all settings is the one that the program's own list makes."""

from pathlib import Path

from cashier.config.settings import fields
from tools.settings_page import PAGE, main, page


def test_the_page_of_this_checkout_is_that_of_the_settings() -> None:
    # Written anew by `python -m tools.settings_page`.
    assert PAGE.read_text(encoding="utf-8") == page()


def test_every_setting_has_a_row_below_its_group() -> None:
    groups = {block.splitlines()[2].strip("`[]"): block for block in page().split("\n## ")[1:]}
    for one in fields():
        group, _, name = one.path.rpartition(".")
        assert f"| `{name}` | " in groups[group or "Before the first heading."]


def test_it_is_written_where_one_likes(tmp_path: Path) -> None:
    assert main(tmp_path / "page.md") == 0
    assert (tmp_path / "page.md").read_text(encoding="utf-8") == page()
