"""Questions: every named one has an answer; SQL of anybody can read the tables and do nothing else."""

import json
from importlib.util import find_spec

import pytest

from gongkai.archive import Archive, NotInstalled, Refused, asking, questions
from gongkai.archive.answers import answer
from tests.archive.made import handled, put, report
from tests.made import reconciling


@pytest.fixture(scope="module")
def small(tmp_path_factory):
    """Nothing that is asked of it changes it."""
    archive = Archive(tmp_path_factory.mktemp("asked") / "archive")
    put(archive, report("甲局", 2023, handled(30, 10)), report("甲局", 2024, handled(50, 10)))
    put(archive, report("乙局", 2024), reconciling("2021-30", 7, body="丙局", year=2024))
    return archive


@pytest.mark.parametrize("key", list(questions.every()))
def test_every_named_question_has_an_answer_also_of_an_empty_archive(key, archive):
    assert archive.ask(key).columns
    assert archive.ask(key).title


def test_named_questions_that_have_something_to_say_say_it(small):
    silent = {"copies", "contradictions", "unplaced", "body", "versions", "changes"}

    assert {key for key in questions.every() if not small.ask(key).rows} == silent
    assert small.ask("body", body="甲局").rows[0][:4] == (2023, "甲局", "甲局", 30)
    assert [row[:6] for row in small.ask("growth", year="2024").rows] == [("甲局", "甲局", 2024, 30, 50, 20)]


def test_the_totals_of_the_years(small):
    (first, second) = small.ask("years").records()

    assert (first["year"], first["reports"], first["received"], first["silent"]) == (2023, 1, 30, 0)
    assert (second["year"], second["reports"], second["silent"]) == (2024, 3, 1)


@pytest.mark.parametrize(
    "sql",
    [
        "SELECT current_setting('allowed_paths')",
        "SELECT Main.Current_Setting('allowed_paths') FROM reports",
        "SELECT * FROM duckdb_settings()",
        "SELECT sql FROM duckdb_views()",
        "SELECT sql FROM sqlite_master",
        "SELECT view_definition FROM information_schema.views",
        "SELECT name FROM reports WHERE name IN (SELECT value FROM duckdb_settings())",
        "WITH x AS (FROM duckdb_settings()) FROM x",
        "SELECT * FROM query('SELECT current_setting(''allowed_paths'')')",
        "SELECT pg_get_viewdef(1)",
        "FROM duckdb_secrets()",
        "SHOW DATABASES",
    ],
)
def test_sql_of_anybody_learns_nothing_of_the_machine(small, sql):
    with pytest.raises(Refused) as told:
        small.ask(sql)

    assert str(small.folder) not in str(told.value)


@pytest.mark.parametrize(
    "sql",
    [
        "SHOW TABLES",
        "DESCRIBE cells",
        "FROM Reports LIMIT 1",
        "SELECT * FROM main.reports, range(2)",
        "WITH Mine AS (SELECT 1 AS a), other AS (FROM mine) SELECT unnest([a]) FROM other",
        "SELECT (SELECT count(*) FROM cells) + 1",
        "SELECT body FROM reports UNION SELECT body FROM above",
    ],
)
def test_ordinary_sql_is_answered(small, sql):
    assert small.ask(sql).columns


@pytest.mark.parametrize("year", ["abc", "2o24", "-1"])
def test_a_parameter_that_is_no_number_is_told_in_words(small, year):
    with pytest.raises(Refused, match=f"的 year 要写整数，写的是 {year}"):
        small.ask("grounds", year=year)


def test_a_parameter_left_empty_stands_for_all(small):
    assert small.ask("grounds", year="").rows == small.ask("grounds").rows


@pytest.mark.parametrize(
    "sql",
    [
        "SELECT * FROM read_text('/etc/passwd')",
        "SELECT * FROM read_csv('/etc/passwd')",
        "SELECT * FROM '/etc/passwd'",
        "SELECT * FROM glob('/etc/*')",
        "SELECT * FROM read_parquet('{folder}/../other.parquet')",
        "COPY (SELECT 1) TO '{folder}/written.csv'",
        "COPY (SELECT 1) TO '{part}'",
        "COPY (SELECT 1 AS number) TO '{part}' (FORMAT parquet, USE_TMP_FILE false)",
        "ATTACH '{folder}/written.db'",
        "EXPORT DATABASE '{folder}/written'",
        "INSTALL httpfs",
        "LOAD httpfs",
        "SET enable_external_access = true",
        "SET lock_configuration = false",
        "PRAGMA enable_profiling",
        "CREATE TABLE mine AS SELECT 1",
        "DROP TABLE kept",
        "DELETE FROM names",
        "WITH x AS (INSERT INTO names VALUES ('a', 'b', 'c', 'd') RETURNING *) SELECT * FROM x",
        "SELECT 1; SELECT 2",
        "SELECT 1; DROP TABLE kept",
        "CALL pragma_version()",
        "EXPLAIN ANALYZE SELECT 1",
    ],
)
def test_sql_of_anybody_reads_the_tables_and_does_nothing_else(sql, small):
    part = next((small.folder / "tables").glob("*/cells.parquet"))
    small.export("parquet", "bodies", to=small.folder.parent / "other.parquet")
    before = {path: path.stat().st_size for path in small.folder.rglob("*") if path.is_file()}

    with pytest.raises(Refused):
        small.ask(sql.format(folder=small.folder, part=part))

    assert {path: path.stat().st_size for path in small.folder.rglob("*") if path.is_file()} == before
    assert len(small.ask("SELECT * FROM names").rows) == 3
    assert small.ask("SELECT count(*) FROM cells").rows[0][0] == 800


def test_a_question_that_takes_too_long_is_stopped(small):
    connection = small._connection()

    with pytest.raises(Refused, match="还没有算完，已停止"):
        asking.run(
            connection,
            "SELECT count(*) FROM range(100000000) a, range(100000) b WHERE a.range % 7 = b.range % 5",
            seconds=0.3,
        )

    assert small.ask("SELECT 1 AS one").rows == ((1,),)


def test_more_rows_than_asked_for_are_cut_and_it_is_said(small):
    found = asking.run(small._connection(), "SELECT cell FROM cells", most=5)

    assert (len(found.rows), found.is_cut) == (5, True)


@pytest.mark.parametrize(
    ("question", "says"),
    [
        ("nothing", "没有“nothing”这个问题；有：years"),
        ("SELECT nothing FROM reports", "这个问题问不了"),
        ("SELEKT 1 FROM reports", "这不是一条能懂的 SQL"),
        ("SELECT * FROM reports WHERE year = $year", "这个问题要给出 year"),
    ],
)
def test_what_cannot_be_asked_is_told_in_words(small, question, says):
    with pytest.raises(Refused, match=says.replace("$", r"\$")):
        small.ask(question)


def test_a_parameter_the_question_has_not_is_told(small):
    with pytest.raises(Refused, match="“最常见的检查结果”没有 jahr 这个参数；可以给 year"):
        small.ask("findings", jahr=2024)


def test_an_answer_as_csv_json_and_page():
    found = answer(["name", "value"], [("<b>甲</b>", None), ("=SUM(A1)", 0)], title="数 & 表")

    assert found.to_csv() == "name,value\n<b>甲</b>,\n'=SUM(A1),0\n"
    assert json.loads(found.to_json()) == [{"name": "<b>甲</b>", "value": None}, {"name": "=SUM(A1)", "value": 0}]
    assert found._repr_html_() == (
        "<table><caption>数 &amp; 表</caption><thead><tr><th>单位</th><th>数</th></tr></thead><tbody>"
        "<tr><td>&lt;b&gt;甲&lt;/b&gt;</td><td></td></tr><tr><td>=SUM(A1)</td><td>0</td></tr></tbody></table>"
    )


def test_a_data_frame_where_pandas_is_there_and_words_where_it_is_not():
    found = answer(["name", "value"], [("甲", None), ("乙", 3)])

    if find_spec("pandas") is None:
        with pytest.raises(NotInstalled, match="pip install pandas"):
            found.to_pandas()
        return

    frame = found.to_pandas()

    assert list(frame.columns) == ["name", "value"]
    assert frame["value"].isna().tolist() == [True, False]
