"""Personal pronouns, in small letters: of one and of many, and the sex that those of one tell.

A place that means fewer forms takes its own part of these and says why.
"""

HE_OR_SHE = {"he": "male", "him": "male", "his": "male", "she": "female", "her": "female"}
THEY = frozenset({"they", "them", "their"})
ME = frozenset({"i", "me", "my"})
US = frozenset({"we", "us", "our"})
ME_OR_US = ME | US

# With the forms that own without a noun or point back: "hers", "themselves".
ANY_HE_OR_SHE = HE_OR_SHE | {"hers": "female", "himself": "male", "herself": "female"}
ANY_THEY = THEY | {"theirs", "themselves"}
ANY_ME = ME | {"mine", "myself"}
ANY_US = US | {"ours", "ourselves"}
