"""How a file of each kind is made anew from what its readers see; one kind a module. They run in the child only."""
