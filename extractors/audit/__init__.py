"""The numbers of a document held against each other."""
