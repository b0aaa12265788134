"""Stage 4: claims to incidents."""
