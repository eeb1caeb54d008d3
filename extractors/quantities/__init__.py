"""The number-first scan: every candidate number of a text with its value, unit and bound."""
