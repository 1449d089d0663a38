"""The reader measured against named peers and against what no reader can avoid: `make bench`."""
