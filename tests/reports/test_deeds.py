"""The deeds of a report: who may do which, what is refused in words, what is never overwritten."""

import io
import zipfile
from dataclasses import replace
from datetime import date, timedelta

import pytest
from django.core import mail
from django.core.exceptions import ValidationError

from gongkai.bodies.actors import Actor
from gongkai.core import records
from gongkai.core.life import NotAllowed
from gongkai.core.reports.life import LIFE, STAGES
from gongkai.journal.models import Entry
from gongkai.reading import read
from gongkai.reports import access, actions, drafts, figures
from gongkai.reports.models import AnnualReport, Passage, PublishedReport, Remark, Round
from gongkai.writing import write
from tests.reports import district
from tests.reports.district import january, moment, person

pytestmark = pytest.mark.django_db

RECEIVED = "applications.received.natural_person"
OVERVIEW = district.TEXTS["overview"]


def published(this) -> AnnualReport:
    report = district.accepted(this, this.housing)
    actions.sign(report.pk, by=this.housing.signer, at=moment())
    actions.publish(report.pk, by=this.housing.clerk, at=moment(date(2027, 1, 20)))
    return this.report(this.housing)


DEEDS = {
    "write": lambda pk, by: actions.save_text(pk, "overview", "字", base=1, by=by, at=moment()),
    "submit": lambda pk, by: actions.submit(pk, by=by, at=moment()),
    "take_back": lambda pk, by: actions.take_back(pk, by=by, at=moment()),
    "return": lambda pk, by: actions.return_(pk, [actions.Point("", "改")], by=by, at=moment()),
    "accept": lambda pk, by: actions.accept(pk, by=by, at=moment()),
    "sign": lambda pk, by: actions.sign(pk, by=by, at=moment()),
    "publish": lambda pk, by: actions.publish(pk, by=by, at=moment()),
    "correct": lambda pk, by: actions.correct(pk, "少计一件", by=by, at=moment()),
    "excuse": lambda pk, by: actions.excuse(pk, by=by, at=moment(), reason="并入"),
    "include": lambda pk, by: actions.include(pk, by=by, at=moment()),
    "remark": lambda pk, by: actions.remark(pk, "overview", "再写具体些", by=by, at=moment()),
}


@pytest.mark.parametrize("stage", [stage for stage in STAGES if stage != "published"])
def test_every_deed_at_every_stage_by_every_role_is_as_the_table_says(stage: str) -> None:
    this = january()
    report = district.fill_in(this, this.housing)
    if stage not in ("awaited", "draft", "excused"):
        actions.submit(report.pk, by=this.housing.clerk, at=moment())
    roles = {
        "clerk": this.housing.clerk,
        "head": this.housing.head,
        "signer": this.housing.signer,
        "office": this.collector,
    }
    wrong = []
    for verb, do in DEEDS.items():
        for role, by in roles.items():
            AnnualReport.objects.filter(pk=report.pk).update(stage=stage)
            held = access.roles(by, report)
            allowed = stage in LIFE.move(verb).stages and bool(held & set(LIFE.move(verb).roles))
            if allowed and verb in ("publish", "correct"):
                continue  # walked below: they want more than the stage
            try:
                do(report.pk, by)
                done = True
            except NotAllowed:
                done = False
            if done != allowed:
                wrong.append((verb, role, stage, done))
    assert wrong == []


def test_a_stranger_finds_nothing_and_those_who_watch_only_read() -> None:
    this = january()
    report = this.report(this.housing)
    supervisor = person(this.office.body, "supervisor")
    with pytest.raises(access.Absent):
        access.report(this.health.clerk, report.pk)
    with pytest.raises(access.Absent):
        actions.submit(report.pk, by=this.health.clerk, at=moment())
    with pytest.raises(access.Absent):
        access.report(Actor("x", "无"), report.pk)

    assert access.report(supervisor, report.pk) == report
    with pytest.raises(NotAllowed, match="由经办人"):
        actions.submit(report.pk, by=supervisor, at=moment())
    assert [each.body.short for each in access.visible(this.health.clerk)] == ["区卫健局"]
    assert {each.level for each in access.visible(this.office.signer)} == {"unit", "district"}


def test_a_year_that_is_not_over_is_not_handed_in() -> None:
    this = january()
    report = district.fill_in(this, this.housing)

    with pytest.raises(ValidationError, match="2026 年还没有过完"):
        actions.submit(report.pk, by=this.housing.clerk, at=moment(date(2026, 12, 31)))


def test_a_round_has_the_days_of_the_law_and_a_report_for_each_unit() -> None:
    this = january()
    assert (this.round.due_on, this.round.hand_in_by, this.round.publish_by) == (
        date(2027, 1, 31),  # a Sunday
        date(2027, 1, 29),
        date(2027, 3, 31),
    )

    assert [(each.level, each.body.short) for each in this.round.reports.order_by("level", "pk")] == [
        ("district", "区政府"),
        ("unit", "区政府办"),
        ("unit", "区住建局"),
        ("unit", "区卫健局"),
    ]
    with pytest.raises(ValidationError, match="已经启动"):
        actions.open_round(2026, this.government, by=this.collector, at=moment())
    with pytest.raises(NotAllowed, match="区公开办"):
        actions.open_round(2027, this.government, by=this.housing.clerk, at=moment(date(2027, 12, 1)))
    with pytest.raises(ValidationError, match="不能晚于法定期限"):
        actions.change_round(this.round, {"hand_in_by": date(2027, 2, 3)}, by=this.collector, at=moment())
    assert Round.objects.get().hand_in_by == date(2027, 1, 29)


def test_autosave_within_one_sitting_makes_one_version() -> None:
    this = january()
    report, by = this.report(this.housing), this.housing.clerk
    for minute, text in enumerate(("一", "一二", "一二三")):
        actions.save_text(report.pk, "overview", text, base=0, by=by, at=moment() + timedelta(minutes=minute))
    actions.save_text(report.pk, "overview", "后来的", base=1, by=by, at=moment() + timedelta(hours=2))

    assert list(Passage.objects.values_list("version", "text")) == [(1, "一二三"), (2, "后来的")]
    first = Passage.objects.get(version=1)
    actions.restore_text(report.pk, first.pk, by=by, at=moment() + timedelta(hours=3))
    assert drafts.stored_texts(report)["overview"] == "一二三"
    assert Passage.objects.count() == 3


def test_two_writers_do_not_overwrite_each_other() -> None:
    this = january()
    report = this.report(this.housing)
    actions.save_text(report.pk, "overview", "经办人写的", base=0, by=this.housing.clerk, at=moment())

    with pytest.raises(actions.Stale, match="张经办改过这一部分"):
        actions.save_text(report.pk, "overview", "负责人写的", base=0, by=this.housing.head, at=moment())

    assert drafts.stored_texts(report)["overview"] == "经办人写的"
    actions.save_text(report.pk, "overview", "合并的", base=1, by=this.housing.head, at=moment())
    assert drafts.stored_texts(report)["overview"] == "合并的"


def test_figures_in_a_text_follow_the_data_until_they_are_typed_over() -> None:
    this = january()
    report, by = this.report(this.housing), this.housing.clerk
    label = "新收申请"
    _, kept = actions.save_text(report.pk, "overview", f"收到{{{label}=0}}件。", base=0, by=by, at=moment())
    assert kept.detached == ()
    district.some_cases(this.housing)
    assert drafts.draft(report).report.texts["overview"] == "收到4件。"

    _, kept = actions.save_text(report.pk, "overview", f"收到{{{label}=9}}件。", base=1, by=by, at=moment())

    assert [(each.was, each.now) for each in kept.detached] == [("4", "9")]
    assert drafts.draft(report).report.texts["overview"] == "收到9件。"


def test_a_finding_is_dismissed_by_name_and_opens_again_when_the_figures_change() -> None:
    this = january()
    report = district.fill_in(this, this.housing)
    actions.adjust(report.pk, RECEIVED, district.Decimal(2), by=this.housing.clerk, at=moment(), reason="未补录")
    error = next(e for e in drafts.draft(report).judgement.bars if e.finding.code == "S101")
    with pytest.raises(NotAllowed, match="区公开办"):
        actions.dismiss(report.pk, error.fingerprint, "就这样", by=this.housing.clerk, at=moment())
    actions.explain(report.pk, error.fingerprint, "两件尚未补录", by=this.housing.clerk, at=moment())
    assert error.fingerprint in {e.fingerprint for e in drafts.draft(report).judgement.bars}

    actions.dismiss(report.pk, error.fingerprint, "已核实", by=this.collector, at=moment())

    judgement = drafts.draft(report).judgement
    assert error.fingerprint not in {e.fingerprint for e in judgement.bars}
    actions.adjust(report.pk, RECEIVED, district.Decimal(5), by=this.housing.clerk, at=moment(), reason="又一件")
    judgement = drafts.draft(report).judgement
    again = next(e for e in judgement.bars if e.fingerprint == error.fingerprint)
    assert (again.state, again.is_stale) == ("open", True)


def test_errors_bar_publishing_and_nothing_else() -> None:
    this = january()
    report = district.fill_in(this, this.housing)
    actions.adjust(report.pk, RECEIVED, district.Decimal(2), by=this.housing.clerk, at=moment(), reason="未补录")
    actions.submit(report.pk, by=this.housing.clerk, at=moment())
    actions.accept(report.pk, by=this.collector, at=moment())
    actions.sign(report.pk, by=this.housing.signer, at=moment())

    with pytest.raises(ValidationError, match="还有错误没有解决"):
        actions.publish(report.pk, by=this.housing.clerk, at=moment())

    assert PublishedReport.objects.count() == 0
    assert this.report(this.housing).stage == "signed"


def test_a_gap_or_a_missing_figure_bars_publishing() -> None:
    this = january()
    report = district.fill_in(this, this.housing)
    actions.drop(report.pk, "proactive.art20_6.administrative_penalty.decisions", by=this.housing.clerk, at=moment())
    for verb, by in (("submit", this.housing.clerk), ("accept", this.collector), ("sign", this.housing.signer)):
        getattr(actions, verb)(report.pk, by=by, at=moment())

    with pytest.raises(ValidationError, match=r"还有 1 格没有数.*行政处罚"):
        actions.publish(report.pk, by=this.housing.clerk, at=moment())


def test_what_is_published_is_what_was_handed_in_and_an_erratum_stands_beside_it(
    django_capture_on_commit_callbacks,
) -> None:
    this = january()
    district.some_cases(this.housing)
    with django_capture_on_commit_callbacks(execute=True):
        report = published(this)
    public = PublishedReport.objects.get()
    files = {each.kind: bytes(each.data) for each in public.files.all()}
    assert read(files["docx"], "a.docx").report.value(RECEIVED) == 3
    assert read(files["pdf"], "a.pdf").report.value(RECEIVED) == 3
    before = public.record

    actions.correct(report.pk, "少计 13812345678 的一件", by=this.housing.head, at=moment(), changes={RECEIVED: (3, 4)})

    public.refresh_from_db()
    (erratum,) = public.errata.all()
    assert public.record == before
    assert erratum.changes == [[RECEIVED, 3, 4]]
    assert "13812345678" not in erratum.text
    assert public.published_on == date(2027, 1, 20)


def test_a_foreign_file_is_read_corrected_and_counted(django_assert_max_num_queries) -> None:
    this = january()
    given = published(this)
    report = records.report_of(PublishedReport.objects.get(report=given).record)
    cells = dict(report.cells) | {"applications.received.total": records.read_cell(7)}
    foreign = write(district.changed(report, body="青禾区卫生健康局", cells=cells), "docx")
    unit = this.report(this.health)

    actions.hand_in_file(unit.pk, read(foreign, "卫健局年报.docx"), foreign, by=this.collector, at=moment())

    unit = this.report(this.health)
    found = figures.of(unit).cells["applications.received.total"]
    assert (unit.way, found.value, found.how) == ("file", 7, "read")
    assert "S103" in {each.finding.code for each in drafts.draft(unit).judgement.bars}
    actions.adjust(
        unit.pk,
        "applications.received.total",
        district.Decimal(0),
        by=this.collector,
        at=moment(),
        reason="原件合计有误",
    )
    found = figures.of(unit).cells["applications.received.total"]
    assert (found.value, found.was, found.how) == (0, 7, "corrected")
    assert drafts.draft(unit).judgement.bars == ()
    other = write(district.changed(report, year=2025), "docx")
    of_2025 = read(other, "a.docx")
    with pytest.raises(ValidationError, match="这份文件是 2025 年的年报，这里收的是 2026 年的"):
        actions.hand_in_file(unit.pk, of_2025, other, by=this.collector, at=moment())


def test_the_district_waits_for_every_unit() -> None:
    this = january()
    district.accepted(this, this.housing)
    actions.save_text(this.district.pk, "overview", "总体情况", base=0, by=this.collector, at=moment())

    with pytest.raises(ValidationError, match="还有 2 个单位没有报送"):
        actions.submit(this.district.pk, by=this.collector, at=moment())


def test_a_reminder_reaches_those_who_are_late_and_nobody_else(django_capture_on_commit_callbacks) -> None:
    this = january()
    district.accepted(this, this.housing)
    numbers = list(this.round.reports.filter(level="unit").values_list("pk", flat=True))

    with django_capture_on_commit_callbacks(execute=True):
        many = actions.remind(this.round, numbers, by=this.collector, at=moment())

    assert many == 2
    to = {address for message in mail.outbox for address in message.to}
    assert to == {a.person.email for of in (this.office, this.health) for a in (of.clerk, of.head)}
    assert all("区" not in message.body.split("】")[1][:2] for message in mail.outbox)
    assert Entry.objects.filter(verb="remind").count() == 2


def test_every_deed_leaves_a_line_in_the_journal() -> None:
    this = january()

    report = published(this)

    verbs = [entry.verb for entry in actions.history(report)]
    assert verbs == ["write"] * 5 + ["submit", "accept", "sign", "publish"]
    assert Remark.objects.count() == 0


def test_a_picture_of_the_unit_stands_on_the_public_page_and_in_the_files(client) -> None:
    this = january()
    report = district.fill_in(this, this.housing)
    drawn = actions.Drawn(district.picture(), "png", "培训现场", "三十人在会议室听课")
    with pytest.raises(ValidationError, match="请写替代文字"):
        actions.add_picture(report.pk, "overview", replace(drawn, alternative=" "), by=this.housing.clerk, at=moment())
    actions.add_picture(report.pk, "overview", drawn, by=this.housing.clerk, at=moment())
    for verb, by in (("submit", this.housing.clerk), ("accept", this.collector), ("sign", this.housing.signer)):
        getattr(actions, verb)(report.pk, by=by, at=moment())
    actions.publish(report.pk, by=this.housing.clerk, at=moment())
    slug = this.housing.body.slug

    page = client.get(f"/reports/{slug}/2026/").content.decode()
    answer = client.get(f"/reports/{slug}/2026/pictures/1")

    assert f'src="/reports/{slug}/2026/pictures/1" alt="三十人在会议室听课"' in page
    assert (answer.content, answer["Content-Type"]) == (drawn.data, "image/png")
    assert client.get(f"/reports/{slug}/2026/pictures/2").status_code == 404
    assert client.get(f"/reports/{slug}/2026/report.pic-1").status_code == 404
    files = {each.kind: bytes(each.data) for each in PublishedReport.objects.get().files.all()}
    assert set(files) == {"docx", "pdf", "xlsx", "json", "pic-1"}
    word = zipfile.ZipFile(io.BytesIO(files["docx"]))
    assert drawn.data in [word.read(name) for name in word.namelist() if name.endswith(".png")]
