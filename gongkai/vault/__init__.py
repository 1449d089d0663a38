"""What is kept so that a stolen disk tells nothing: text sealed in the database, files sealed on the disk, blind indexes."""
