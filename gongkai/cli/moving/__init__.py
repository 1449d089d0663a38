"""An older portal read for moving here: its register and its pages, taken as they are, with every doubt said."""
