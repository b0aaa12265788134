"""Which of the times and places of a text an act has, chosen by weights that people's readings set.

The rules (timing.py, placing.py) say first what an act has. Here their answer is set beside every
other time and place near it, and beside none; `choose.py` takes the one that weighs most.
"""
