"""The language of messages: blanks, conditions, paragraphs, and what plain text may hold."""
