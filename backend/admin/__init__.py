"""The pages of operators at `/admin/`. What is on them each noun says in its own `admin.py`."""
