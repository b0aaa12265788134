"""Every knob, its unit and its default; read once by the command line, then passed down."""

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Settings:
    """Thresholds and limits; each can be set in a case's `settings.yml`."""

    max_file_bytes: int = 50_000_000  # larger files are refused
    reader_time_limit_s: float = 60.0  # seconds for one untrusted file
    reader_memory_bytes: int = 1_500_000_000  # address space above the reader's own start-up
    reader_files_per_process: int = 200  # then the reader process starts afresh
    parser_texts_per_process: int = 1_000  # then the parsing process starts afresh
    max_text_chars: int = 5_000_000  # code points of text in one report
    link_threshold: float = 0.5  # probability at which two claims are taken for one incident
    k: int = 5  # every public record is one of at least k alike
    l_diversity: int = 2  # distinct sensitive values wanted in each group of alike records
    max_suppressed: float = 0.5  # share of records that may be left out rather than coarsened
    small_cell: int = 5  # incidents; a published count is zero or at least this
    privacy_budget: float = 0.0  # epsilon that all noisy counts of a case may spend together
    two_people: tuple[str, ...] = ()  # decisions that wait until a second person confirms them
