"""What the guide's pages show: HTML and Markdown, made from the template set."""
