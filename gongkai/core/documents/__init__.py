"""The rules of proactive disclosure: the life of a document, its attribute, number, validity and text. No rows, no pages."""
