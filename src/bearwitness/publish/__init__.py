"""Stage 8: what passed the gate becomes the files of a release."""

from .bundle import MANIFEST, check_files, release_files

__all__ = ["MANIFEST", "check_files", "release_files"]
