"""Stage 8: what passed the gate becomes the files of a release."""

from .bundle import MANIFEST, release_files

__all__ = ["MANIFEST", "release_files"]
