"""Stage 6: incidents to numbers with intervals."""
