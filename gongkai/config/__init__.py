"""The installation: settings from the environment, the table of contents of the site, the server's entrance."""
