"""The tables of the search index, made by the search engine itself in the form that the database has."""

from typing import Any

from django.db import migrations

from gongkai import search


def make(apps: Any, editor: Any) -> None:
    """Tables and index."""
    search.create(editor.connection)


def remove(apps: Any, editor: Any) -> None:
    """Away with them."""
    search.drop(editor.connection)


class Migration(migrations.Migration):
    """After the tables of the area."""

    dependencies = [("documents", "0001_initial")]
    operations = [migrations.RunPython(make, remove)]
