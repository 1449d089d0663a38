"""A report in our own JSON."""

import json

from gongkai.core.records import report_record
from gongkai.writing import write
from tests.made import reconciling

REPORT = reconciling("2019-60", 6)


def test_it_is_the_record_in_utf8_for_people_to_read():
    text = write(REPORT, "json").decode()

    assert json.loads(text) == report_record(REPORT)
    assert REPORT.body in text
    assert text.startswith('{\n "format": "gongkai-report/1",\n')
