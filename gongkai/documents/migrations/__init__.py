"""Changes of the tables of this area."""
