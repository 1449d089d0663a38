"""The door for machines: what the public pages show, as JSON, to read and never to write."""
