"""Django's PostgreSQL, which asks for less."""
