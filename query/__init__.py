"""The query language, pure Python: syntax, names, predicate, completion. The backend makes SQL of the same trees."""
