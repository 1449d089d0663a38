"""Files that a reader must survive: broken, hostile, huge, or not a report at all."""
