"""Title, issuer, date and area of a document; its headings, sentences, press articles and charter provisions."""
