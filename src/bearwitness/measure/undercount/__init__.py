"""What overlapping lists say about the number that none of them holds."""
