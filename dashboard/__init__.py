"""The dashboard: pages in Python, a client of the API and of the event stream like any other."""
