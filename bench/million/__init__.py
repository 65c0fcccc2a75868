"""How quickly a workspace of a million tasks answers."""
