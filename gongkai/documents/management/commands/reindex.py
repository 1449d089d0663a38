"""Counts the columns anew and rebuilds the search index, while the site goes on serving."""

from typing import Any

from django.core.management.base import BaseCommand

from gongkai.documents import actions, indexing


class Command(BaseCommand):
    """manage.py reindex: after a restore, or when a figure looks wrong."""

    help = "重新统计各栏目的件数，重建检索索引；重建期间检索照常"

    def handle(self, *args: Any, **options: Any) -> None:  # noqa: ANN401, ARG002
        """Say how many."""
        mended = actions.recount()
        many = indexing.rebuild()
        if options["verbosity"] > 0:
            self.stdout.write(f"索引 {many} 件，更正 {mended} 个栏目的件数")
