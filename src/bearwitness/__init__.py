"""Bearwitness: reports of abuse into a record that can be trusted."""
