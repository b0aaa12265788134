"""What a report is mainly about: its claim (`choose`), and that claim's time and place (`fill`)."""
