"""Annual reports as they look in the wild, made up: what offices, sites and converters do to them, with the truth of every cell."""
