"""From cases to a published report of the district, through the deeds of the house."""

from datetime import date

import pytest

from gongkai.reports import actions, drafts, figures
from gongkai.reports.models import PublishedReport
from tests.reports import district

pytestmark = pytest.mark.django_db


def test_the_whole_way() -> None:
    this = district.january()
    district.some_cases(this.housing)
    report = this.report(this.housing)

    found = figures.of(report)

    told = {
        "applications.received.natural_person": 3,
        "applications.received.commercial_enterprise": 1,
        "applications.received.total": 4,
        "applications.carried_in.total": 2,
        "applications.granted.total": 2,
        "applications.refused.enforcement_file.commercial_enterprise": 1,
        "applications.not_processed.petition.total": 1,
        "applications.other_handling.other.total": 1,
        "applications.total.total": 5,
        "applications.carried_out.total": 1,
    }
    assert {cell: found.cells[cell].value for cell in told} == told
    for of in (this.office, this.housing, this.health):
        district.accepted(this, of)
    whole = figures.of(this.district)
    assert whole.cells["applications.received.total"].value == 4
    assert str(whole.cells["proactive.art20_8.administrative_fees.fee_amount"].value) == "37.02"
    for part, text in district.TEXTS.items():
        actions.save_text(this.district.pk, part, text, base=0, by=this.collector, at=district.moment())
    draft = drafts.draft(this.district)
    assert [f.finding.says for f in draft.judgement.bars] == []
    assert "申请4件" in draft.report.texts["overview"]
    actions.submit(this.district.pk, by=this.collector, at=district.moment())
    actions.accept(this.district.pk, by=this.collector, at=district.moment())
    actions.sign(this.district.pk, by=this.office.signer, at=district.moment(date(2027, 3, 1)))
    actions.publish(this.district.pk, by=this.collector, at=district.moment(date(2027, 3, 2)))
    published = PublishedReport.objects.get()
    assert published.record["cells"]["applications.received.total"]["value"] == 4
    assert {each.kind for each in published.files.all()} == {"docx", "pdf", "xlsx", "json"}
