"""Migrations of `case.db`, run by `store/database.py`."""
