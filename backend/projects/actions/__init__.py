"""What is done to projects, statuses and labels: one module a noun."""
