"""Words that may identify someone, in a type that refuses to print them."""

from dataclasses import dataclass, field


@dataclass(frozen=True, slots=True)
class Restricted:
    """Words that may identify someone; printing shows only how many characters."""

    words: str = field(repr=False)

    def __str__(self) -> str:
        return f"<{len(self.words)} restricted characters>"

    def __format__(self, _spec: str) -> str:
        return str(self)
