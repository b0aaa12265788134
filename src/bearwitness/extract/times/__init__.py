"""English time expressions: words, grammar, calendar values, anchoring.

In the order the text meets them: `lexicon` (words), `grammar` (where expressions may be), the rule
tables `dated`, `periods`,
`deictic`, `clock`, `spanning` and `named` (what they say), `frame` (what they are
relative to), `moment` (calendar values in TIMEX3, EDTF and days), `ranges` and `operators` (what
their neighbours add).
"""
