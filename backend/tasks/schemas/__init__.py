"""What clients send and see of tasks and what hangs on them: one module a noun."""
