"""Trello's colour names as #rrggbb."""

NEUTRAL = "#8c94a3"
_BASE = {
    "green": "#4bce97",
    "yellow": "#e2b203",
    "orange": "#faa53d",
    "red": "#f87462",
    "purple": "#9f8fef",
    "blue": "#579dff",
    "sky": "#60c6d2",
    "lime": "#94c748",
    "pink": "#e774bb",
    "black": "#626f86",
}
# How far a variant is drawn to black or to white.
_SHADE = 0.35


def hex_of(name: str) -> str:
    """The colour that Trello calls `name` (`green`, `green_dark`, `green_light`); grey for none and unknown ones."""
    stem, _, variant = name.partition("_")
    base = _BASE.get(stem, NEUTRAL)
    if variant not in {"dark", "light"}:
        return base
    target = 0 if variant == "dark" else 255
    channels = (int(base[index : index + 2], 16) for index in (1, 3, 5))
    return "#" + "".join(f"{round(channel + (target - channel) * _SHADE):02x}" for channel in channels)
