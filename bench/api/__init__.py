"""The API beside what a team would pick instead, and beside PostgreSQL alone."""
