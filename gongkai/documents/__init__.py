"""Proactive disclosure: official documents from draft to the public's page, with their columns, channels and gazette."""
