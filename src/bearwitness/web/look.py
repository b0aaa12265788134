"""How one person wants the pages to look: kept in a cookie of the browser, in words of our own."""

from dataclasses import dataclass

COOKIE = "look"
LASTS_S = 365 * 24 * 60 * 60
DIRECTIONS = {"ltr": "from left to right", "rtl": "from right to left"}
CONTRASTS = {"usual": "as the system asks", "high": "high"}
SIZES = {"usual": "usual", "large": "large", "larger": "larger"}


@dataclass(frozen=True, slots=True)
class Look:
    """Reading direction, contrast and size of letters."""

    direction: str = "ltr"
    contrast: str = "usual"
    size: str = "usual"

    @property
    def cookie(self) -> str:
        """The cookie's value."""
        return f"{self.direction}.{self.contrast}.{self.size}"

    @property
    def classes(self) -> str:
        """What the page's root element is, for the style sheet."""
        return f"contrast-{self.contrast} size-{self.size}"


def look_from(direction: str, contrast: str, size: str) -> Look:
    """A look; what is none of ours is as usual."""
    return Look(
        direction if direction in DIRECTIONS else "ltr",
        contrast if contrast in CONTRASTS else "usual",
        size if size in SIZES else "usual",
    )


def look_of(cookie: str | None) -> Look:
    """The look that a cookie asks for; whatever it holds, only words of ours come out."""
    parts = [*(cookie or "").split("."), "", "", ""]
    return look_from(*parts[:3])
