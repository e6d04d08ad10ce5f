"""The rules of good practice, held to a text."""
