"""Imported by every Python that starts with this folder on its path: puts the guard in place."""

import offline_guard  # noqa: F401
