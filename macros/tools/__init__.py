"""What contributors and maintainers run: a new template, the review, the export, the site's end."""
