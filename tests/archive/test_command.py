"""gongkai archive: files in, questions answered, tables out; what goes wrong is one sentence."""

import json

import pytest

from gongkai.cli.main import main
from tests.archive.made import save


@pytest.fixture
def run(capsys, monkeypatch, tmp_path):
    """Run `gongkai archive` with an archive of its own."""
    monkeypatch.setenv("COLUMNS", "80")
    monkeypatch.setenv("GONGKAI_DATA", str(tmp_path / "data"))

    def ran(*arguments):
        capsys.readouterr()
        try:
            status = main(["archive", *map(str, arguments)])
        except SystemExit as ended:
            status = int(ended.code or 0)
        return (status, *capsys.readouterr())

    return ran


def test_reports_are_added_and_what_cannot_be_read_is_listed(run, tmp_path):
    save(tmp_path / "in", 2)
    (tmp_path / "in" / "bad.docx").write_bytes(b"PK\x03\x04")
    (tmp_path / "in" / "photo.gif").write_bytes(b"GIF89a")

    status, out, err = run("add", tmp_path / "in", "--workers", "2")

    assert (status, out) == (
        0,
        "新读 2 份，已有 0 份，读不了 1 份，0 个格子与以前读的不同\n文件夹里另有 1 个不是报告格式的文件，没有读\n",
    )
    assert err.startswith("gongkai: in/bad.docx：")
    assert (tmp_path / "data" / "archive" / "manifest.json").exists()
    assert run("add", tmp_path / "in")[1].startswith("新读 0 份，已有 2 份，读不了 1 份，0 个格子")


def test_when_nothing_can_be_read_the_status_says_so(run, tmp_path):
    (tmp_path / "bad.docx").write_bytes(b"PK\x03\x04")

    assert run("add", tmp_path / "bad.docx")[0] == 2
    assert run("add", tmp_path / "nothing")[0] == 2


def test_questions_are_listed_and_answered_in_three_shapes(run, tmp_path):
    save(tmp_path / "in", 2)
    run("add", tmp_path / "in")

    listed, table, text, plain = (
        run("ask"),
        run("ask", "years"),
        run("ask", "most", "year=2022", "limit=1", "--as", "csv"),
        run("ask", "SELECT year, count(*) AS n FROM reports GROUP BY year", "--as", "json"),
    )

    assert listed[1].splitlines()[0].startswith("years           逐年总数")
    assert "│ 2022 │" in table[1]
    assert text[1].splitlines()[0] == "body,name,year,received,handled,carried_out"
    assert len(text[1].splitlines()) == 2
    assert json.loads(plain[1]) == [{"year": 2022, "n": 2}]


def test_tables_go_into_files(run, tmp_path):
    save(tmp_path / "in", 1)
    run("add", tmp_path / "in")

    assert run("export", tmp_path / "out.csv", "--table", "reports")[0] == 0
    assert len((tmp_path / "out.csv").read_text("utf-8-sig").splitlines()) == 2


def test_bodies_are_told_from_a_file(run, tmp_path):
    path = tmp_path / "bodies.json"
    path.write_text(json.dumps([{"id": "a", "name": "青禾区第一局"}], ensure_ascii=False), "utf-8")
    save(tmp_path / "in", 1)
    run("add", tmp_path / "in")

    assert run("know", path)[:2] == (0, "记下了 1 个单位\n")
    assert run("ask", "names", "--as", "csv")[1].splitlines()[1] == "青禾区第一局,a,青禾区第一局,name,,1"


@pytest.mark.parametrize(
    ("arguments", "says"),
    [
        (("ask", "nothing"), "没有“nothing”这个问题"),
        (("ask", "DROP TABLE kept"), "只能问一条 SELECT"),
        (("ask", "years", "2024"), "参数要写成 名=值，写的是 2024"),
        (("export", "x.xml"), "不能导出成 xml"),
        (("ask", "grounds", "year=abc"), "“不公开的理由”的 year 要写整数，写的是 abc"),
        (("ask", "SELECT * FROM duckdb_settings()"), "不能用 duckdb_settings"),
        (("know", "nothing.json"), "打不开 nothing.json：没有这个文件或者文件夹"),
    ],
)
def test_what_goes_wrong_is_one_sentence(run, arguments, says):
    status, _, err = run(*arguments)

    assert status == 2
    assert says in err
    assert "Traceback" not in err


def test_reading_again_when_nothing_is_old(run):
    assert run("reread")[:2] == (0, "新读 0 份，已有 0 份，读不了 0 份，0 个格子与以前读的不同\n")


@pytest.mark.parametrize(
    ("text", "says"),
    [
        ("[{]", "第 1 行不是 JSON；请核对引号和逗号"),
        ('[{"id": "a"}]', "单位的记录缺少或写错"),
        ('[{"id": "a", "name": "甲"}, {"id": "a", "name": "乙"}]', "编号 a 出现了 2 次"),
    ],
)
def test_bodies_that_cannot_be_told_are_one_sentence(run, tmp_path, text, says):
    (tmp_path / "bodies.json").write_text(text, "utf-8")

    status, _, err = run("know", tmp_path / "bodies.json")

    assert (status, len(err.splitlines())) == (2, 1)
    assert says in err


def test_a_damaged_archive_is_one_sentence(run, tmp_path):
    save(tmp_path / "in", 1)
    run("add", tmp_path / "in")
    (table,) = (tmp_path / "data").rglob("reports.parquet")
    table.write_bytes(b"PAR1")

    for arguments in (("ask", "years"), ("add", tmp_path / "in"), ("reread",), ("export", tmp_path / "out.csv")):
        status, _, err = run(*arguments)
        assert status == 2
        assert "tables 文件夹里有文件缺失或者损坏；请从备份恢复" in err
        assert len(err.splitlines()) == 1


def test_an_archive_is_looked_through(run, tmp_path):
    save(tmp_path / "in", 1)
    run("add", tmp_path / "in")
    assert run("check")[:2] == (0, "报告库是完好的\n")

    (original,) = (tmp_path / "data" / "archive").glob("raw/*/*")
    original.unlink()
    status, out, err = run("check")

    assert (status, out) == (2, "有 1 处损坏\n")
    assert err.startswith("gongkai: 原件 in/000.html（raw/")
