import importlib
import sys

import pytest

from cashier.core.lean import without


def test_a_library_seems_missing_and_is_there_again() -> None:
    sys.modules.pop("this_is_nowhere", None)
    with without("this_is_nowhere"), pytest.raises(ImportError):
        importlib.import_module("this_is_nowhere")
    assert "this_is_nowhere" not in sys.modules


def test_what_is_loaded_already_stays() -> None:
    with without("json"):
        assert importlib.import_module("json").loads("1") == 1


def test_it_is_there_again_after_an_error() -> None:
    with pytest.raises(ZeroDivisionError), without("this_is_nowhere"):
        raise ZeroDivisionError
    assert "this_is_nowhere" not in sys.modules
