"""What ships with the program is found in a checkout and in a wheel alike, or said to be gone."""

from collections.abc import Iterator
from pathlib import Path

import pytest

from cashier.core import resources
from cashier.core.resources import ResourceMissing, resource, translation
from cashier.core.words import LANGUAGES


@pytest.fixture
def package(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Path]:
    """Pretend that the program is installed in an empty folder."""
    folder = tmp_path / "site-packages" / "cashier"
    folder.mkdir(parents=True)
    monkeypatch.setattr(resources, "_PACKAGE", folder)
    resources._base.cache_clear()
    yield folder
    resources._base.cache_clear()


def test_what_ships_is_there() -> None:
    assert resource("playbook", "causes.toml").is_file()
    assert resource("playbook").is_dir()
    for language in LANGUAGES:
        assert translation(f"errors_{language}.ftl").is_file()


@pytest.mark.parametrize("parts", [("nowhere",), ("playbook", "nowhere.toml")])
def test_what_is_gone_is_named(parts: tuple[str, ...]) -> None:
    with pytest.raises(ResourceMissing) as missing:
        resource(*parts)
    assert str(missing.value.fields["name"]).endswith(parts[-1])
    assert str(missing.value.fields["name"]).count("/") == 1


def test_a_missing_catalogue_is_named() -> None:
    with pytest.raises(ResourceMissing):
        translation("app_fr.ftl")


@pytest.mark.parametrize("packed", [True, False])
def test_a_wheel_keeps_them_inside_and_a_checkout_beside(package: Path, packed: bool) -> None:
    base = package / "_data" if packed else package.parent
    for place in (base / "resources" / "icons", base / "i18n"):
        place.mkdir(parents=True)
    (base / "i18n" / "app_en.ftl").write_text("x = y\n")
    assert resource("icons") == base / "resources" / "icons"
    assert translation("app_en.ftl").is_relative_to(base)


def test_an_installation_without_anything_is_damaged(package: Path) -> None:
    with pytest.raises(ResourceMissing):
        resource("playbook")
