"""The reader's own words in, the messages that fit out."""
