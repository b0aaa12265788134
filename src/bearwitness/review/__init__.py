"""Stage 5: people decide."""
