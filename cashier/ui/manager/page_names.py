"""The manager's pages by name: which there are, in which order, and the sign of each."""

from collections.abc import Mapping
from types import MappingProxyType

from cashier.config.roles import Room

TODAY, HISTORY, CHARTS, GUIDANCE = "today", "history", "charts", "guidance"
HEALTH, EXPORT, SETTINGS = "health", "export", "settings"
ICONS = {
    TODAY: "calendar",
    HISTORY: "history",
    CHARTS: "chart",
    GUIDANCE: "checklist",
    HEALTH: "network",
    EXPORT: "receipt",
    SETTINGS: "settings",
}
"""In the order of the rail and of the keys."""

ROOMS: Mapping[str, Room] = MappingProxyType(
    {
        TODAY: Room.figures,
        HISTORY: Room.figures,
        CHARTS: Room.figures,
        GUIDANCE: Room.guidance,
        HEALTH: Room.health,
        EXPORT: Room.export,
        SETTINGS: Room.settings,
    }
)
"""What somebody must be allowed to open, to see a page."""
