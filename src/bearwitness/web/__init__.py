"""The desk: review pages on this machine alone, made by the server.

The rules it keeps:
- Nothing is shown without a signed-in member of the team; what each may do is the role's.
- Every change is a decision with a name, a moment and the state it was made upon: two people who
  decide on one claim see each other's word, and none is lost.
- A report's words are text, never markup; its original leaves only as a download, after a warning.
- Pages work without JavaScript; no page loads anything from elsewhere; nothing secret is in an
  address or a log.
"""
