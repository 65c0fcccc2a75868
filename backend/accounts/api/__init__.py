"""Endpoints of people's own accounts: signing in, oneself, what goes by mail, personal access tokens."""
