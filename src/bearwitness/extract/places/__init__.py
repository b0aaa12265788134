"""Place names in a text: spotted (`spot`), then each given its place (`resolve`)."""
