"""The terminal's door: read, check, write, explain, deadline, doctor, serve. The commands stand in `main`."""
