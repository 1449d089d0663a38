"""A report as JSON and back."""

import json
from decimal import Decimal

import pytest

from gongkai.core import records
from gongkai.core.reports import BLANK, Cell, State, read_cell
from tests.core.checks.base import report


def test_there_and_back():
    mine = report(
        {
            "cells": {
                "proactive.art20_8.administrative_fees.fee_amount": 24252.311082,
                "applications.received.total": "blank",
            },
            "texts": {"overview": "一\n二"},
        }
    )

    assert records.report_of(json.loads(json.dumps(records.report_record(mine)))) == mine


@pytest.mark.parametrize(
    "cell",
    [
        read_cell(0),
        read_cell(-18),
        read_cell(Decimal("26.8"), "万元"),
        read_cell(Decimal("13575394432.52")),
        read_cell(Decimal("0.1234567890123456789012345")),  # more than a float holds
        read_cell(10**30),
        read_cell(396, candidates=[39, 3960]),
        BLANK,
        Cell(State.ABSENT),
        Cell(State.AMBIGUOUS, candidates=(6, 69, Decimal("0.5"))),
    ],
)
def test_every_cell_there_and_back(cell):
    assert records.cell_of(json.loads(json.dumps(records.cell_record(cell)))) == cell


@pytest.mark.parametrize(
    ("change", "says"),
    [
        ({"editions": {}}, "缺少或写错"),
        ({"cells": {"no.such.cell": {"state": "read", "value": 1}}}, "没有这些格子"),
        ({"cells": {"applications.received.total": {"state": "read", "value": None}}}, "要有数值"),
        ({"cells": {"applications.received.total": {"state": "read", "value": "一"}}}, "不是数"),
        ({"cells": {"applications.received.total": {"state": "read", "value": True}}}, "不是数"),
        ({"cells": {"applications.received.total": {"state": "read", "value": float("inf")}}}, "不是数"),
        ({"cells": []}, "缺少或写错 cells"),
    ],
)
def test_a_record_that_is_no_report_is_refused_in_words(change, says):
    record = records.report_record(report({})) | change

    with pytest.raises(ValueError, match=says):
        records.report_of(record)
