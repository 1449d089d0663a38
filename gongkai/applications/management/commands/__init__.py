"""Commands of the area, run by a timer."""
