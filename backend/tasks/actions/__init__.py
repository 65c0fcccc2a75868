"""What is done to tasks and what hangs on them: one module a noun."""
