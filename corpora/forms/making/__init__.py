"""Makes the forms, notices and tables of this corpus: invented organisations, laid out in many ways, with their gold."""
