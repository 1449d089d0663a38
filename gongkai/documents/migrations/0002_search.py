"""The tables of the search index, made by the search engine itself in the form that the database has."""

from django.db import migrations

from gongkai import search


def make(apps, editor):  # noqa: ANN001, ANN201
    """Tables and index."""
    search.create(editor.connection)


def remove(apps, editor):  # noqa: ANN001, ANN201
    """Away with them."""
    search.drop(editor.connection)


class Migration(migrations.Migration):
    """After the tables of the area."""

    dependencies = [("documents", "0001_initial")]
    operations = [migrations.RunPython(make, remove)]
