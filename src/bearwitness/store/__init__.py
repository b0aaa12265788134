"""Memory: the only code that writes to disk."""
