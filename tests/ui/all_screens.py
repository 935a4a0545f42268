"""The one list of all screens."""

from tests.ui.office_screens import office_screens, other_screens
from tests.ui.screens import dock_screens

SCREENS = (*dock_screens(), *office_screens(), *other_screens())
