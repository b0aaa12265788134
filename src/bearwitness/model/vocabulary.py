"""Codes, their labels, cues and what other schemes call them."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from dataclasses import field as dataclass_field

from .errors import UnknownCode


@dataclass(frozen=True, slots=True)
class Code:
    """One entry of a vocabulary.

    `crosswalk` maps a scheme ("huridocs", "plover", "acled") to its codes. `extra` holds what only
    one vocabulary has (bounds of a vague number, articles of a treaty).
    """

    code: str
    label: str
    definition: str = ""
    family: str | None = None
    cues: Mapping[str, tuple[str, ...]] = dataclass_field(default_factory=dict)
    source: str = ""
    crosswalk: Mapping[str, tuple[str, ...]] = dataclass_field(default_factory=dict)
    extra: Mapping[str, object] = dataclass_field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Vocabulary:
    """A named set of codes, in the order of its file."""

    name: str
    codes: Mapping[str, Code]

    def __getitem__(self, code: str) -> Code:
        try:
            return self.codes[code]
        except KeyError:
            raise UnknownCode(
                f"'{code}' is not a code of {self.name}",
                f"the codes are in vocabulary/{self.name}.yml",
            ) from None

    def __iter__(self) -> Iterator[Code]:
        return iter(self.codes.values())

    def __contains__(self, code: object) -> bool:
        return code in self.codes
