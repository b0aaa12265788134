"""Stage 7: incidents, texts, images and numbers to public ones."""
