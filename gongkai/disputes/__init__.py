"""Reconsideration and litigation, each case hanging on the reply, or the silence, that it attacks."""
