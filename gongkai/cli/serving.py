"""gongkai serve: the web door on one machine, migrated and, if asked, with the demonstration."""

import argparse
import errno
import io
import os
import socket
import subprocess
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from importlib import import_module
from pathlib import Path

import django
from django.core.management import call_command
from django.utils import timezone
from granian import Granian
from granian.constants import Interfaces
from granian.log import LogLevels

from gongkai.cli import demonstration
from gongkai.cli.files import Problem, why

MOST_PORT = 65_535
TEND_EVERY = 20  # seconds
THREADS = 16  # requests at once; a file is read in a child process of its own


def run(options: argparse.Namespace) -> int:
    """Prepare the data folder and serve until stopped."""
    _check_free(options.host, options.port)
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "gongkai.config.settings")
    try:
        django.setup()
        call_command("migrate", verbosity=0, interactive=False)
        call_command("createcachetable", verbosity=0)
        call_command("sweep", verbosity=0)
        call_command("recount", verbosity=0)
        call_command("columns", verbosity=0)
        call_command("lock_reports", stdout=io.StringIO())
    except OSError as error:
        raise Problem(f"数据文件夹不能用：{why(error)}") from error
    if options.demo:
        _prepare_examples()
        # Models can be imported only now that Django is set up.
        import_module("gongkai.cli.district.welcome").prepare(on=timezone.localdate())
    print(f"打开 http://{options.host}:{options.port}/ （按 Ctrl+C 停止）", file=sys.stderr, flush=True)
    with _tending():
        _serve(options.host, options.port)
    return 0


@contextmanager
def _tending() -> Iterator[None]:
    """Beside the server: publishing by appointment and posting to channels, in a process of its own."""
    helper = subprocess.Popen([sys.executable, "-m", "django", "tend", "--every", str(TEND_EVERY)])
    try:
        yield
    finally:
        helper.terminate()
        helper.wait(timeout=30)


def _serve(host: str, port: int) -> None:
    Granian(
        "gongkai.config.wsgi:application",
        address=host,
        port=port,
        interface=Interfaces.WSGI,
        blocking_threads=THREADS,
        backpressure=2 * THREADS,
        log_access=False,
        log_level=LogLevels.error,
    ).serve()


def _check_free(host: str, port: int) -> None:
    """Say in words what the server would say in a trace."""
    if not 0 < port <= MOST_PORT:
        raise Problem(f"端口是 1 到 {MOST_PORT} 的整数，写的是 {port}")
    try:
        with socket.create_server((host, port)):
            pass
    except OSError as error:
        other = f"；请换一个端口，如 --port {port + 1}" if error.errno == errno.EADDRINUSE else ""
        raise Problem(f"{host}:{port} 打不开：{why(error)}{other}") from error


def _prepare_examples() -> None:
    folder = Path(os.environ.get("GONGKAI_DATA", "var")) / "examples"
    made = demonstration.make(folder)
    print(f"青禾区示例报告 {len(made)} 份，在 {folder}", file=sys.stderr)
