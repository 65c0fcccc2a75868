"""What runs in containers besides the services themselves."""
