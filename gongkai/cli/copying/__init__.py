"""The public pages as files for any web server: asked of the site itself, linked to each other, kept up to date."""
