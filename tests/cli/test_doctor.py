"""gongkai doctor: one line a thing, what is missing and what that means; 1 when something needed is missing."""

import re


def test_every_thing_has_a_line_with_its_state(run, monkeypatch, tmp_path):
    monkeypatch.setenv("GONGKAI_DATA", str(tmp_path / "数据"))

    ran = run("doctor")
    *rows, count = ran.out.splitlines()

    assert all(re.match(r"(正常|注意|缺少)  \S+  \S", row) for row in rows)
    assert [row.split()[1] for row in rows if row.split()[1] != "字体"] == [
        "gongkai",
        "SQLite",
        "识别扫描件",
        "数据文件夹",
        "放假安排",
    ]
    states = [row[:2] for row in rows]
    told = "、".join(f"{states.count(state)} 项{state}" for state in ("正常", "注意", "缺少"))
    assert count == f"共 {len(rows)} 项：{told}"
    assert ran.status == (1 if "缺少" in states else 0)


def test_a_data_folder_that_can_be_made_is_in_order(run, monkeypatch, tmp_path):
    folder = tmp_path / "还没有" / "数据"
    monkeypatch.setenv("GONGKAI_DATA", str(folder))

    assert f"正常  数据文件夹  {folder} 可以写" in run("doctor").out
    assert not folder.exists()


def test_a_data_folder_that_cannot_be_written_is_missing_and_the_status_says_so(run, monkeypatch, tmp_path):
    (tmp_path / "文件").touch()
    monkeypatch.setenv("GONGKAI_DATA", str(tmp_path / "文件"))

    ran = run("doctor")

    says = "不能写（路径当中有一段不是文件夹）；请改权限，或者用环境变量 GONGKAI_DATA 指定别处"
    assert f"缺少  数据文件夹  {tmp_path / '文件'} {says}" in ran.out
    assert ran.status == 1
