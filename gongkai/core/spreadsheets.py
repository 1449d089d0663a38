"""Text in the cells of a table that spreadsheets open: what they would take for a formula, and how it stays text."""

RISKY = ("=", "+", "-", "@", "\t", "\r", "\n", "＝", "＋", "－", "＠")  # spreadsheets take the wide ones alike


def harmless(text: str) -> str:
    """Text that no spreadsheet takes for a formula: what begins like one has an apostrophe before it."""
    return f"'{text}" if text.startswith(RISKY) else text
