"""The rules: what the law, the form and the trade say. No framework, no clock, no disk but its own data."""
