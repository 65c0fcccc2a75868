"""The peer: the same five operations on the same tables, with Django REST Framework as its documentation teaches it.

It stands on its own packages (the group `bench`), and on nothing of `backend`. What a client could not tell from the
answers is left out, which spares it work: idempotent creation, preconditions, subtask counts of the task above, the
cursor of an answer, publishing to the streams.
"""
