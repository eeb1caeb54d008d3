"""One reader per format; ``read`` picks it by content."""
