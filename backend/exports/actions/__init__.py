"""What is done to exports."""
