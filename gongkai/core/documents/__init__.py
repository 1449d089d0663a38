"""The rules of proactive disclosure: the life of a document, its attribute, its number, its validity, its text. No rows, no pages."""
