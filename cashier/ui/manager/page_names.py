"""The manager's pages by name: which there are, in which order, and the sign of each."""

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
