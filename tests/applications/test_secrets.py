"""What is personal is not found in the database, the journal or the folder by whoever reads the disk."""

from datetime import date, datetime
from pathlib import Path
from zoneinfo import ZoneInfo

import pytest
from django.conf import settings
from django.core.exceptions import ValidationError
from django.core.management import call_command
from django.db import connection

from gongkai.applications import actions, codes
from gongkai.applications.papers import Upload
from gongkai.bodies.actors import APPLICANT
from tests.applications import district

pytestmark = pytest.mark.django_db
ON = district.RECEIVED


def planted(number):
    party = district.citizen(f"皮影{number}戏", number)
    return party, [party.name, party.id_number, party.phone, party.email, party.address]


def everything_in_the_database():
    """Every cell of every table as text, as a thief of the disk would grep it."""
    found = []
    with connection.cursor() as cursor:
        for table in connection.introspection.table_names(cursor):
            if table == "search_words":  # has no text of its own; what it keeps lies in the tables behind it
                continue
            cursor.execute(f'SELECT * FROM "{table}"')
            found += [str(cell) for row in cursor.fetchall() for cell in row]
    return "\n".join(found)


def test_planted_values_are_nowhere(tmp_path, settings):
    settings.GONGKAI_DATA = tmp_path
    office, values = district.office(), []
    for number in range(1, 17):
        party, secret = planted(number)
        values += secret
        upload = Upload("证明.txt", f"{party.name} {party.id_number}".encode(), "identity")
        content = f"本人{party.name}，电话{party.phone}，申请公开征收档案"
        uploads = (upload,) if number % 4 == 1 else ()
        given = district.intake(office, parties=(party,), content=content, uploads=uploads)
        case = actions.submit(given, by=office.clerk, on=ON)
        if number % 4 == 0:
            actions.register(case.pk, by=office.clerk, on=ON)
            district.consult(office, case, on=ON, name=party.name)
            actions.withdraw(case.pk, by=office.clerk, on=ON, reason=f"申请人来电{party.phone}撤回")

    database = everything_in_the_database()
    disk = b"".join(path.read_bytes() for path in Path(tmp_path).rglob("*") if path.is_file())

    assert [value for value in values if value in database] == []
    assert [value for value in values if value.encode() in disk] == []


def test_the_control_finds_what_is_not_sealed():
    office = district.office()
    actions.submit(district.intake(office, content="征收档案一百二十三号"), by=office.clerk, on=ON)

    assert "征收档案一百二十三号" in everything_in_the_database()


def test_codes_are_kept_as_hashes_and_have_65_bits():
    office = district.office()
    given = district.intake(office, channel="online", days={"submitted": ON})

    case = actions.submit(given, by=APPLICANT, on=ON)
    code = codes.code_of(given.key)

    assert code not in everything_in_the_database()
    assert len(code.replace("-", "")) * 5 == 65
    assert codes.is_right(code.lower().replace("-", " "), case.code_hash)
    assert not codes.is_right("0000-0000-00000", case.code_hash)
    assert not codes.is_right("", "")


def test_many_wrong_codes_from_one_place_are_stopped_and_the_owner_is_not():
    at = datetime(2026, 11, 3, 9, 0, tzinfo=ZoneInfo("Asia/Shanghai"))
    for _ in range(codes.TRIES):
        codes.count("code", "青住建〔2026〕1号@10.0.0.1", at=at)

    with pytest.raises(codes.TooMany, match="15 分钟"):
        codes.count("code", "青住建〔2026〕1号@10.0.0.1", at=at)
    codes.count("code", "青住建〔2026〕1号@10.0.0.2", at=at)
    codes.count("code", "青住建〔2026〕1号@10.0.0.1", at=at + codes.WINDOW)


def test_the_reply_shown_to_everybody_has_no_applicant():
    office = district.office()
    case = district.case(office, "closed")
    on = date(2026, 12, 1)

    for text in ("孙小明申请的信息", "电话 13800000001", f"身份证{district.resident_id(1)}"):
        with pytest.raises(ValidationError, match="还有"):
            actions.publish_reply(case.pk, "标题", "申请", text, by=office.clerk, on=on)
    row = actions.publish_reply(case.pk, "改造资金使用情况", "申请公开明细", "予以公开", by=office.clerk, on=on)
    assert row.published_on == on


def test_the_schema_has_no_changes_without_migrations():
    call_command("makemigrations", "--check", "--dry-run", verbosity=0)


def test_the_data_folder_of_tests_is_not_the_real_one():
    assert Path(settings.GONGKAI_DATA).name != "var"
