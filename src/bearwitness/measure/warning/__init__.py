"""Early warning: which weeks or months of a series hold more than its own past lets expect.

Each method is a function of the counts alone, and its verdict on a period depends on that period
and those before it, never on later ones. `combine.alerts` is what the command says.
"""
