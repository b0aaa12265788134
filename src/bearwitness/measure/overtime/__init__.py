"""Counts over time: who could have seen what, trends beside it, reports still to come."""
