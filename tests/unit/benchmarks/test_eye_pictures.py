"""The pictures of docs/eye.md: the page shows each of them, and they are small."""

import re

from tests.unit.benchmarks.test_drawings import PAGE as READING

PAGE = READING.with_name("eye.md")
FOLDER = READING.parent / "pictures" / "eye"


def test_the_page_shows_every_picture_and_no_other() -> None:
    shown = re.findall(r"\(pictures/eye/([\w-]+\.jpg)\)", PAGE.read_text(encoding="utf-8"))
    assert sorted(shown) == sorted(path.name for path in FOLDER.iterdir())
    assert max(path.stat().st_size for path in FOLDER.iterdir()) < 400_000
