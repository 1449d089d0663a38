"""Tests of the desk for proactive disclosure."""
