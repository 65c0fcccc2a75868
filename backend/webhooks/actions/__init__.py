"""What is done to webhooks, and for them."""
