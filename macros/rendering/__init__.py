"""A template and values in, a finished message out."""
