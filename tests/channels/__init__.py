"""Publishing on other channels, against a stand-in for the services."""
