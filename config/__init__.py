"""The one typed configuration of all processes."""
