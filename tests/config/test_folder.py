"""The data folder, its key, the address of the database."""

import stat
from concurrent.futures import ThreadPoolExecutor

import pytest
from django.core.exceptions import ImproperlyConfigured

from gongkai.config import folder


def test_the_folder_is_made(tmp_path):
    made = folder.data_folder(str(tmp_path / "a" / "b"))

    assert made.is_dir()


def test_a_folder_that_cannot_be_made_says_what_to_do(tmp_path):
    (tmp_path / "file").write_text("")

    with pytest.raises(ImproperlyConfigured, match="请用环境变量 GONGKAI_DATA 指定一个可以写的文件夹"):
        folder.data_folder(str(tmp_path / "file" / "var"))


def test_the_key_is_made_once_and_for_its_owner_only(tmp_path):
    first, second = folder.secret_key(tmp_path), folder.secret_key(tmp_path)

    assert first == second
    assert len(first) == 64
    assert stat.S_IMODE((tmp_path / "secret_key").stat().st_mode) == 0o600
    assert [path.name for path in tmp_path.iterdir()] == ["secret_key"]


def test_servers_that_start_together_have_one_key(tmp_path):
    with ThreadPoolExecutor(16) as pool:
        keys = set(pool.map(lambda _: folder.secret_key(tmp_path), range(64)))

    assert len(keys) == 1
    assert [path.name for path in tmp_path.iterdir()] == ["secret_key"]


def test_sqlite_survives_a_power_cut(tmp_path):
    found = folder.database("", tmp_path)

    assert found["NAME"] == tmp_path / "gongkai.sqlite3"
    assert found["OPTIONS"]["transaction_mode"] == "IMMEDIATE"
    assert "synchronous=FULL" in found["OPTIONS"]["init_command"]
    assert "journal_mode=WAL" in found["OPTIONS"]["init_command"]


@pytest.mark.parametrize(
    ("address", "expected", "options"),
    [
        ("postgresql://u:p%40ss@db:5433/gk?sslmode=require", ("gk", "u", "p@ss", "db", "5433"), {"sslmode": "require"}),
        ("postgres:///gk?host=/tmp/pg&port=5999", ("gk", "", "", "/tmp/pg", "5999"), {}),
        ("postgresql://db/gk", ("gk", "", "", "db", ""), {}),
    ],
)
def test_the_address_of_a_database(tmp_path, address, expected, options):
    found = folder.database(address, tmp_path)

    assert tuple(found[key] for key in ("NAME", "USER", "PASSWORD", "HOST", "PORT")) == expected
    assert found["OPTIONS"] == options


@pytest.mark.parametrize("address", ["mysql://u@h/x", "postgresql://h", "gongkai", "postgresql://h/"])
def test_a_wrong_address_says_how_it_is_written(tmp_path, address):
    with pytest.raises(ImproperlyConfigured, match="postgresql://用户:密码@主机:端口/库名"):
        folder.database(address, tmp_path)
