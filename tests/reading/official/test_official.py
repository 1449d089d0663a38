"""Single turns of official documents: what is in doubt is said, what a site prints wrongly is kept and not believed."""

import contextlib
from datetime import date

import pytest

from gongkai.reading import official
from gongkai.reading.official import Citation
from tests.reading.official import made

HEAD = "青禾区人民政府办公室文件\n青政办发〔2026〕12号\n关于印发青禾区政务公开工作办法的通知\n各镇人民政府：\n"
FOOT = "\n青禾区人民政府办公室\n2026年6月12日\n（此件公开发布）\n"


def read(body="现将办法印发给你们，请遵照执行。", *, head=HEAD, foot=FOOT):
    return official.read(f"{head}　　{body}{foot}".encode(), "notice.txt")


def page(meta, body="<p>各镇人民政府：</p><p>现将有关事项通知如下，请各单位认真贯彻执行，抓好落实。</p>"):
    rows = "".join(f"<tr><td>{label}</td><td>{value}</td></tr>" for label, value in meta.items())
    title = "<h1>关于做好政务公开工作的通知</h1>"
    return official.read(
        f"<html><body><table>{rows}</table>{title}<div class='TRS_Editor'>{body}</div></body></html>".encode(), "p.html"
    )


@pytest.mark.parametrize(
    ("sentence", "effective_from", "expires_on"),
    [
        ("本办法自2026年7月1日起施行，有效期5年。", date(2026, 7, 1), date(2031, 6, 30)),
        ("本办法自2024年2月29日起施行，有效期一年。", date(2024, 2, 29), date(2025, 2, 28)),
        ("本办法自二〇二六年七月一日起施行，有效期至2028年12月31日。", date(2026, 7, 1), date(2028, 12, 31)),
        ("本办法自2026年7月1日起施行，试行期6个月。", date(2026, 7, 1), date(2026, 12, 31)),
        ("各单位请认真执行。", None, None),
    ],
)
def test_the_term_is_what_the_text_says(sentence, effective_from, expires_on):
    drafted = read(sentence)

    assert (drafted.effective_from, drafted.expires_on) == (effective_from, expires_on)
    assert not {"effective_from", "expires_on"} & {n for n, level in drafted.confidence.items() if level == "doubtful"}


@pytest.mark.parametrize(
    ("sentence", "name"),
    [
        ("本办法自印发之日起施行，有效期5年。", "effective_from"),
        ("本办法自公布之日起30日后施行。", "effective_from"),
        ("第一章自2026年7月1日起施行，第二章自2027年1月1日起施行。", "effective_from"),
        ("本办法有效期3年。", "expires_on"),
        ("本办法自2026年7月1日起施行，有效期至2025年7月1日。", "expires_on"),
    ],
)
def test_a_term_that_cannot_be_told_is_left_open_and_said(sentence, name):
    drafted = read(sentence)

    assert (getattr(drafted, name), drafted.confidence[name]) == (None, "doubtful")
    assert drafted.doubts != ()


def test_the_day_of_printing_begins_a_term_that_runs_from_it_and_is_not_the_day_of_the_document():
    drafted = read("本办法自印发之日起施行，有效期2年。", foot=FOOT + "青禾区人民政府办公室　　2026年6月15日印发\n")

    assert (drafted.formed_on, drafted.printed_on) == (date(2026, 6, 12), date(2026, 6, 15))
    assert (drafted.effective_from, drafted.expires_on) == (date(2026, 6, 15), date(2028, 6, 14))


@pytest.mark.parametrize(
    ("sentence", "repeals"),
    [
        ("《青禾区公开规定》（青政发〔2020〕3号）同时废止。", ("青政发〔2020〕3号",)),
        ("《青禾区公开规定》《青禾区公开办法》同时废止。", ("青禾区公开规定", "青禾区公开办法")),
        ("《青禾区公开规定》（青政发〔2020〕3号）不予废止。", ()),
        ("各单位要按照《规章制定程序条例》做好文件的修改、废止工作。", ()),
        ("此前规定与本办法不一致的，以本办法为准。", ()),
    ],
)
def test_only_what_the_text_itself_ends_is_repealed(sentence, repeals):
    assert read(sentence).repeals == repeals


def test_what_is_amended_is_told_from_what_is_repealed():
    drafted = read("将《青禾区公开规定》（青政发〔2020〕3号）第三条修改为：“公开为常态”。")

    assert (drafted.amends, drafted.repeals) == (("青政发〔2020〕3号",), ())


def test_an_interpretation_names_what_it_interprets():
    text = "《青禾区政务公开工作办法》政策解读\n问：出台的背景是什么？\n"
    text += "答：《青禾区政务公开工作办法》（青政办发〔2026〕12号）已经印发。\n"
    drafted = official.read(text.encode(), "x.txt")

    assert drafted.interprets == Citation("青禾区政务公开工作办法", "青政办发〔2026〕12号")
    assert [block.kind for block in drafted.text] == ["question", "answer"]


@pytest.mark.parametrize(
    ("label", "printed", "name", "value"),
    [
        ("索引号", "11370300004224423Q/2021-None", "index_number", "11370300004224423Q/2021-None"),
        ("索引号", "/2026-5565770", "index_number", "/2026-5565770"),
        ("发文字号", "〔〕号", "document_number", ""),
        ("废止日期", "1970-01-01", "repealed_on", None),
        ("成文日期", "2026-02-30", "formed_on", None),
    ],
)
def test_a_faulty_field_of_a_site_is_kept_as_printed_and_not_believed(label, printed, name, value):
    drafted = page({"发文机关": "青禾区人民政府", label: printed})

    assert (drafted.printed[label], getattr(drafted, name)) == (printed, value)
    assert drafted.confidence[name] == "doubtful"
    assert any(printed in doubt for doubt in drafted.doubts)


def test_a_sound_index_number_is_in_no_doubt():
    drafted = page({"索引号": "11370300004224423Q/2021-00012", "发文机关": "青禾区人民政府", "成文日期": "2026-06-12"})

    assert drafted.confidence["index_number"] == "sure"
    assert (drafted.issuer, drafted.formed_on) == ("青禾区人民政府", date(2026, 6, 12))


def test_numbers_that_differ_are_in_doubt():
    body = "<p>青政发〔2026〕3号</p><p>各镇人民政府：</p><p>现将有关事项通知如下，请各单位认真贯彻执行。</p>"

    assert (
        page({"发文字号": "青政发〔2026〕8号", "发文机关": "青禾区人民政府"}, body).confidence["document_number"]
        == "doubtful"
    )


@pytest.mark.parametrize(
    ("foot", "field"),
    [
        ("\n青禾区财政局\n2026年6月12日\n（此件公开发布）", "issuer"),
        ("\n青禾区人民政府办公室\n2026年2月30日\n（此件公开发布）", "formed_on"),
        ("\n青禾区人民政府办公室\n（此件公开发布）", "formed_on"),
        ("\n青禾区人民政府办公室\n2026年6月12日\n（此件删减后公开）", "attribute"),
        ("\n青禾区人民政府办公室\n2026年6月12日", "attribute"),
        ("\n青禾区人民政府办公室\n2026年6月12日\n青禾区人民政府办公室  2026年6月10日印发", "formed_on"),
    ],
)
def test_what_contradicts_itself_or_is_missing_is_in_doubt(foot, field):
    assert read(foot=foot).confidence[field] == "doubtful"


def test_a_secret_document_is_stopped():
    drafted = read(head="机密★10年\n" + HEAD)

    assert any("密级" in doubt for doubt in drafted.doubts)


def test_headings_have_levels_and_a_heading_on_two_lines_is_one():
    body = "现通知如下。\n一、进一步加强全区政务公开和政府信息公开工作的组织\n领导和统筹协调\n"
    body += "（一）明确责任\n1.建立台账\n（1）每月更新\n各单位照办。"
    drafted = read(body)

    found = [(block.level, block.text) for block in drafted.text if block.kind == "heading"]
    assert found == [
        (1, "一、进一步加强全区政务公开和政府信息公开工作的组织领导和统筹协调"),
        (2, "（一）明确责任"),
        (3, "1.建立台账"),
        (4, "（1）每月更新"),
    ]


def test_the_child_reads_the_same():
    data = made.txt(made.truth(3))

    assert official.read_in_child(data, "x.txt") == official.read(data, "x.txt")


@pytest.mark.parametrize(
    "data", [b"", b"PK\x03\x04broken", b"%PDF-1.7 nothing", b"\xd0\xcf\x11\xe0" + bytes(600), b"MZ"]
)
def test_a_file_that_is_no_document_is_refused_in_words(data):
    with pytest.raises(official.Unreadable, match=r"[\u4e00-\u9fff]"):
        official.read_in_child(data, "x")


@pytest.mark.parametrize("limits", [{"memory": 60_000_000}, {"seconds": 0.01}])
def test_a_child_that_exceeds_its_limits_ends_alone(limits):
    data = made.txt(made.truth(1)) * 20_000

    with pytest.raises(official.Unreadable, match=r"停止|限度"):
        official.read_in_child(data, "x", **limits)


def test_a_rule_keeps_the_blank_behind_its_article_and_its_organs_their_distance():
    text = (
        "青禾区财政局　青禾区教育局\n关于印发学生资助办法的通知\n青财教〔2026〕5号\n各学校：\n现印发给你们。\n"
        "青禾区财政局　青禾区教育局\n"
        "2026年6月12日\n学生资助办法\n第一条　为规范资金，制定本办法。"
    )
    drafted = official.read(text.encode(), "x.txt")

    assert drafted.title == "青禾区财政局 青禾区教育局关于印发学生资助办法的通知"
    assert (drafted.issuer, drafted.joint_issuers) == ("青禾区财政局", ("青禾区教育局",))
    assert [block.text for block in drafted.text[-2:]] == ["学生资助办法", "第一条 为规范资金，制定本办法。"]


def test_any_cut_of_a_file_is_read_or_refused():
    read_ones = 0
    for whole in (made.txt(made.truth(5)), made.html(made.truth(5), "trs")):
        for end in range(1, len(whole), 97):
            with contextlib.suppress(official.Unreadable):
                read_ones += bool(official.read(whole[:end], "x").doubts)
    assert read_ones > 20
