"""The kinds of document and the theme classes: as many as the rules have, and the kind of a title."""

import pytest

from gongkai.core.law import documents


def test_there_are_fifteen_kinds_and_twenty_two_classes():
    assert (len(documents.document_kinds()), len(documents.themes())) == (15, 22)
    assert documents.themes()[1].paths[1] == "综合政务\\政务公开"


@pytest.mark.parametrize(
    ("title", "kind"),
    [
        ("青禾区人民政府关于印发政务公开办法的通知", "通知"),
        ("关于做好冬季清洁取暖工作的意见（试行）", "意见"),
        ("青禾区人民政府令", "命令"),
        ("关于同意设立社区的批复", "批复"),
        ("关于商请支持的复函", "函"),
        ("青禾区2025年政府信息公开工作年度报告", ""),
        ("青禾区政务公开工作办法", ""),
        ("关于2025年法治政府建设情况的报告", "报告"),
    ],
)
def test_the_kind_is_told_by_the_end_of_the_title(title, kind):
    assert documents.guess_kind(title) == kind
