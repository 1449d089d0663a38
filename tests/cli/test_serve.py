"""gongkai serve: what can be wrong before it serves is told in words, and nothing is made by then."""

import socket

import pytest


@pytest.fixture
def folder(monkeypatch, tmp_path):
    monkeypatch.setenv("GONGKAI_DATA", str(tmp_path / "数据"))
    return tmp_path / "数据"


@pytest.mark.parametrize("port", ["0", "65536", "99999999999", "-1"])
def test_a_port_that_is_none_is_told(run, folder, port):
    assert run("serve", f"--port={port}") == (2, "", f"gongkai: 端口是 1 到 65535 的整数，写的是 {port}\n")
    assert not folder.exists()


def test_a_port_that_is_taken_is_told_with_another(run, folder):
    with socket.create_server(("127.0.0.1", 0)) as taken:
        port = taken.getsockname()[1]
        ran = run("serve", "--port", port)

    says = f"127.0.0.1:{port} 打不开：已经有别的程序在用；请换一个端口，如 --port {port + 1}"
    assert ran == (2, "", f"gongkai: {says}\n")
    assert not folder.exists()


def test_an_address_that_is_not_ours_is_told(run, folder):
    ran = run("serve", "--host", "192.0.2.1", "--port", 18765)

    assert ran == (2, "", "gongkai: 192.0.2.1:18765 打不开：这台机器没有这个地址\n")
