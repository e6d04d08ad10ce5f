"""Holds the whole template set to the rules of good practice, and reports what breaks them."""
