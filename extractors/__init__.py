"""What is read off a document: observations, charter verdicts, form fields and the audit of the numbers."""
