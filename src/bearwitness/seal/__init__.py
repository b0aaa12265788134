"""Stage 1: bytes to a sealed original."""
