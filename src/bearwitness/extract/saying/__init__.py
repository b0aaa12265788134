"""Who says what: cues, the content they open, the source behind them; one idea a file."""
