"""Charter review: rules as data, clauses found on normalised text, a verdict per rule."""
