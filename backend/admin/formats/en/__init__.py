"""English, and yet sortable."""
