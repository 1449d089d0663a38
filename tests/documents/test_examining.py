"""What is examined before publication: everything the public will read, to the last number, however many there are."""

import pytest
from django.core.exceptions import ValidationError

from gongkai.core.documents.text import Block
from gongkai.documents import actions, examining, public
from gongkai.documents.models import File, Publication
from gongkai.vault.admission import Upload
from tests.applications.district import resident_id
from tests.documents import district
from tests.documents.district import FORMED

pytestmark = pytest.mark.django_db
MANY = 650
ID = resident_id(7)


@pytest.fixture
def housing():
    return district.office()


def waiting(document):
    return [each for each in document.findings.all() if not each.is_settled]


def numbers_in(many):
    return tuple(Block("paragraph", f"第{n}户，身份证号码：{resident_id(n)}。") for n in range(1, many + 1))


def masked(housing, document):
    return actions.resolve(document.pk, [each.pk for each in waiting(document)], "mask", by=housing.clerk, on=FORMED)


def test_650_numbers_are_settled_in_rounds_and_none_is_left_over(housing):
    document = district.document(housing, "screening", text=numbers_in(MANY))
    rounds = []
    while found := waiting(document):
        rounds.append(len(found))
        with pytest.raises(ValidationError, match="还没有处理"):
            district.clear(housing, document.pk)
        masked(housing, document)

    actions.clear(document.pk, by=housing.head, on=FORMED)
    actions.sign(document.pk, by=housing.signer, on=FORMED)
    made = actions.publish(document.pk, by=housing.clerk, at=district.moment(FORMED))

    assert rounds == [300, 300, 50]
    assert [n for n in range(1, MANY + 1) if resident_id(n) in str(made.text)] == []


def test_what_is_kept_for_a_reason_makes_room_for_the_next_only_when_it_is_seconded(housing, monkeypatch):
    monkeypatch.setattr(examining, "_MOST", 3)
    document = district.document(housing, "screening", text=numbers_in(4))
    first = waiting(document)
    numbers = [each.pk for each in first]

    actions.resolve(document.pk, numbers, "reason", by=housing.clerk, on=FORMED, reason="当事人书面同意公开")
    before = document.findings.count()
    for number in numbers:
        actions.second(document.pk, number, by=housing.reviewer, on=FORMED)

    assert (len(first), before, document.findings.count(), len(waiting(document))) == (3, 3, 4, 1)


def test_hints_take_no_room_from_what_bars(housing, monkeypatch):
    monkeypatch.setattr(examining, "_MOST", 3)
    names = ("王建国", "孙小明", "李大山", "周小华", "张建军")
    hints = tuple(Block("paragraph", f"{name}反映小区停水") for name in names)
    document = district.document(housing, "draft", text=(*hints, *numbers_in(2)))

    assert [each.weight for each in waiting(document)] == ["block", "block"]
    assert document.findings.filter(weight="hint").count() == 3


def test_keywords_names_of_files_and_captions_are_examined(housing):
    document = district.document(
        housing, "draft", keywords=f"低保 {ID}", uploads=[Upload(f"孙某{resident_id(8)}.txt", b"1", "annex")]
    )
    file = document.files.get()
    actions.describe_file(
        document.pk, file.pk, name=file.name, caption=f"身份证号码：{resident_id(9)}", by=housing.clerk, on=FORMED
    )

    assert [(each.where, each.kind) for each in waiting(document)] == [
        ("主题词", "resident_id"),
        ("附件1的文件名", "resident_id"),
        ("附件1的图片说明", "resident_id"),
    ]


def test_names_of_files_captions_and_keywords_are_masked_and_then_public(housing):
    caption, keywords = f"身份证号码：{ID}", f"低保 {resident_id(8)}"
    document = district.document(housing, "draft", keywords=keywords, uploads=[Upload(f"孙某{ID}.txt", b"1", "annex")])
    file = document.files.get()
    actions.describe_file(document.pk, file.pk, name=file.name, caption=caption, by=housing.clerk, on=FORMED)
    seen = examining.preview(document, waiting(document))
    district.bring(housing, document.pk, "screening")
    masked(housing, document)
    district.clear(housing, document.pk)
    actions.sign(document.pk, by=housing.signer, on=FORMED)
    made = actions.publish(document.pk, by=housing.clerk, at=district.moment(FORMED))

    page = public.document(made.key, on=FORMED)
    hidden = "370" + "*" * 13
    assert [where for where, _, _ in seen] == ["主题词", "附件1的文件名", "附件1的图片说明"]
    assert page.files[0].name == f"孙某{hidden}{ID[-2:]}.txt"
    assert page.files[0].caption == f"身份证号码：{hidden}{ID[-2:]}"
    assert page.row.keywords == f"低保 {hidden}{resident_id(8)[-2:]}"
    assert not File.objects.filter(name__contains=ID).exists()


def test_a_number_in_the_name_of_an_original_stays_in_the_house_and_bars_nothing(housing):
    document = district.document(housing, "draft", uploads=[Upload(f"{ID}.txt", b"1", "original")])

    assert waiting(document) == []


def test_public_reasons_are_masked_where_they_are_written(housing):
    document, other = district.document(housing), district.document(housing)
    told = f"误将当事人{ID}的信息公开"
    text = (Block("paragraph", "更正以后的正文"),)

    actions.revise(document.pk, document.title, text, by=housing.clerk, on=FORMED, reason=told)
    cause = actions.Cause(note=told)
    actions.change(document.pk, "lapse", cause, by=housing.clerk, since=FORMED, on=FORMED)
    actions.withdraw(other.pk, by=housing.clerk, on=FORMED, reason=told)

    rows = Publication.objects.values_list("revised_because", "validity_note", "withdrawn_because")
    kept = told.replace(ID, "370" + "*" * 13 + ID[-2:])
    assert sorted(rows) == [("", "", kept), (kept, kept, "")]
    assert document.versions.get().reason == kept
