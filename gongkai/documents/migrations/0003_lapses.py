"""Declaring a document lapsed is a relation of its own; lists of normative documents have an index."""

from typing import Any

from django.db import migrations, models
from django.db.models import F, Q


def tell_apart(apps: Any, editor: Any) -> None:
    """What was declared lapsed used to be registered as repealed."""
    relations = apps.get_model("documents", "Relation").objects.using(editor.connection.alias)
    lapsed = relations.filter(kind="repeals", target__lapsed_on=F("on"))
    lapsed = lapsed.filter(Q(target__repealed_on__isnull=True) | ~Q(target__repealed_on=F("on")))
    relations.filter(pk__in=list(lapsed.values_list("pk", flat=True))).update(kind="lapses")


def together(apps: Any, editor: Any) -> None:
    """As it was."""
    relations = apps.get_model("documents", "Relation").objects.using(editor.connection.alias)
    relations.filter(kind="lapses").update(kind="repeals")


class Migration(migrations.Migration):
    """After the search index."""

    dependencies = [("documents", "0002_search")]
    operations = [
        migrations.AlterField(
            model_name="relation",
            name="kind",
            field=models.CharField(
                choices=[
                    ("repeals", "废止"),
                    ("lapses", "宣布失效"),
                    ("amends", "修改"),
                    ("partly_ends", "部分废止"),
                    ("replaces", "替代"),
                    ("clarifies", "澄清"),
                    ("forwards", "转发"),
                    ("based_on", "依据"),
                    ("cites", "引用"),
                ],
                max_length=12,
                verbose_name="关系",
            ),
        ),
        migrations.AddIndex(
            model_name="publication",
            index=models.Index(
                fields=["-published_at", "-id"],
                condition=models.Q(is_normative=True, withdrawn_on__isnull=True),
                name="publication_normative",
            ),
        ),
        migrations.RunPython(tell_apart, together),
    ]
