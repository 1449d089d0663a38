"""Which body a printed name means; where it cannot be told, nobody is taken for another."""

import pytest

from gongkai.archive import Body
from gongkai.archive.bodies import body_of, body_record, key_of, match
from tests.archive.made import put, report

LINZI = Body("linzi-science", "淄博市临淄区科学技术局", ("临淄区科技局",))
TWO = (Body("nanjing", "南京市鼓楼区教育局"), Body("xuzhou", "徐州市鼓楼区教育局"))


@pytest.mark.parametrize(
    ("printed", "body", "how"),
    [
        ("淄博市临淄区科学技术局", "linzi-science", "name"),
        ("淄博市 临淄区　科学技术局", "linzi-science", "name"),
        ("临淄区科学技术局", "linzi-science", "place"),
        ("山东省淄博市临淄区科学技术局", "linzi-science", "place"),
        ("临淄区科技局", "linzi-science", "name"),
        ("淄博市临淄区科技局", "linzi-science", "place"),
        ("科学技术局", "科学技术局", "own"),
        ("张店区科学技术局", "张店区科学技术局", "own"),
        ("临淄区科学技术协会", "临淄区科学技术协会", "own"),
    ],
)
def test_a_printed_name_and_the_body_it_means(printed, body, how):
    key = key_of(printed)

    found = match([key], [LINZI])[key]

    assert (found.body, found.how) == (body, how)


def test_a_name_that_may_be_two_bodies_is_neither():
    found = match(["鼓楼区教育局", "南京市鼓楼区教育局"], TWO)

    assert (found["鼓楼区教育局"].body, found["鼓楼区教育局"].how) == ("鼓楼区教育局", "own")
    assert found["鼓楼区教育局"].remark == "可能是 nanjing、xuzhou，不能确定"
    assert found["南京市鼓楼区教育局"].body == "nanjing"


def test_two_places_cannot_both_be_the_body_told_without_its_place():
    found = match(["南京市鼓楼区教育局", "徐州市鼓楼区教育局"], [Body("gulou", "鼓楼区教育局")])

    assert {each.how for each in found.values()} == {"own"}
    assert found["徐州市鼓楼区教育局"].remark == "这些名称前面的地名不同，不能都当作“gulou”"


def test_the_people_s_government_is_the_government():
    assert match(["临淄区政府"], [Body("linzi", "临淄区人民政府")])["临淄区政府"].body == "linzi"


def test_the_word_city_within_a_name_is_no_place():
    assert match(["城市管理局"], [Body("a", "临淄区城市管理局")])["城市管理局"].how == "own"


def test_a_name_nobody_told_of_is_a_body_of_its_own(archive):
    put(archive, report("（虚构）甲局", 2022), report("(虚构) 甲局", 2023))

    ((body, name, *_, is_known, reports, first, last),) = archive.bodies().rows

    assert (body, is_known, reports, first, last) == ("（虚构）甲局", False, 2, 2022, 2023)
    assert name in ("（虚构）甲局", "(虚构) 甲局")


def test_what_is_told_later_holds_for_what_was_put_before(archive):
    put(archive, report("甲委", 2022), report("甲局", 2023))

    archive.know([Body("jia", "甲局")])
    archive.know([Body("jia", "甲局", ("甲委",))])

    assert [row[:1] + row[-3:] for row in archive.bodies().rows] == [("jia", 2, 2022, 2023)]
    assert {row[0]: row[3] for row in archive.ask("names").rows} == {"甲委": "name", "甲局": "name"}


def test_a_body_and_its_record():
    assert body_of(body_record(LINZI)) == Body(LINZI.id, LINZI.name, LINZI.other_names, kind="department")


@pytest.mark.parametrize(
    "record", [{}, {"id": "a"}, {"id": "a", "name": "甲", "predecessors": [{"on": "2020-01-01"}]}, 7]
)
def test_a_record_that_is_no_body_is_told(record):
    with pytest.raises(ValueError, match="单位的记录缺少或写错"):
        body_of(record)
