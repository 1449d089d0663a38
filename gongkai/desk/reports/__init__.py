"""The pages of the annual report at the desk: the unit fills in, the district collects, merges and publishes."""
