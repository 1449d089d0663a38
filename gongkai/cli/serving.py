"""gongkai serve: the web door on one machine, migrated and, if asked, with the demonstration."""

import argparse
import os
import sys
from pathlib import Path

import django
from django.core.management import call_command
from granian import Granian
from granian.constants import Interfaces

from gongkai.cli import demonstration
from gongkai.cli.files import Problem


def run(options: argparse.Namespace) -> int:
    """Prepare the data folder and serve until stopped."""
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "gongkai.config.settings")
    try:
        django.setup()
        call_command("migrate", verbosity=0, interactive=False)
    except OSError as error:
        raise Problem(f"数据文件夹不能用：{error}") from error
    if options.demo:
        _prepare_examples()
    print(f"打开 http://{options.host}:{options.port}/ （按 Ctrl+C 停止）", file=sys.stderr, flush=True)
    Granian(
        "gongkai.config.wsgi:application",
        address=options.host,
        port=options.port,
        interface=Interfaces.WSGI,
        log_access=False,
    ).serve()
    return 0


def _prepare_examples() -> None:
    folder = Path(os.environ.get("GONGKAI_DATA", "var")) / "examples"
    made = demonstration.make(folder)
    print(f"青禾区示例报告 {len(made)} 份，在 {folder}", file=sys.stderr)
