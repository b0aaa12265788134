"""Stage 8: what passed the gate to a release."""
