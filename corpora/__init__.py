"""The ground floor: what a document is, the readers of every format, cleaning, structure, and the written corpora."""
