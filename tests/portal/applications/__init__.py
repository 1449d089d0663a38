"""The citizen's side of disclosure on application."""
