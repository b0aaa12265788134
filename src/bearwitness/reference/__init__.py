"""What every stage may look things up in: the parser, the gazetteer and the vocabularies.

Read-only and the same for every case. It sits between the nouns and the stages, so that the stages
themselves read no files (docs/decisions/0007-reference-layer.md).
"""
