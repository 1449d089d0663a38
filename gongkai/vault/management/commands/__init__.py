"""Run them with django-admin."""
