"""The query language, pure Python. So far its folding of text; syntax and predicate have their place here."""
