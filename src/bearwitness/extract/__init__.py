"""Stage 3: text to claims."""
