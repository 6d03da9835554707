"""Real clients against a real lab with a real kernel: what a user would see, and nothing looked up inside."""
