"""The shelf of looking: a kind of file a module, each finds what nobody sees when reading such a file. Runs in the child only."""
