"""Stage 2: sealed bytes to text with stable offsets."""
