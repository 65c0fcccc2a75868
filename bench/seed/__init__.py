"""A workspace as large as people fear theirs may become."""
