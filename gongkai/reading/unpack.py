"""Containers (zip, OLE) and XML opened with care: measured before anything is unpacked, never written to disk."""

import io
import zipfile
from collections.abc import Iterator

import olefile
from lxml import etree

from gongkai.reading.result import Unreadable

MOST_MEMBERS = 2_000
MOST_BYTES = 200_000_000  # unpacked, all members together
MOST_RATIO = 100  # unpacked to packed, for members worth packing
_WORTH = 1_000_000


def is_zip(data: bytes) -> bool:
    """Whether the bytes begin as a zip container does."""
    return data[:4] in (b"PK\x03\x04", b"PK\x05\x06")


def is_ole(data: bytes) -> bool:
    """Whether the bytes begin as an OLE container does (Office before 2007)."""
    return data.startswith(b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1")


def streams(data: bytes) -> frozenset[str]:
    """The names of the streams of an OLE container, nothing for a torn one."""
    try:
        with olefile.OleFileIO(io.BytesIO(data)) as container:
            return frozenset() if _runs_in_circles(container) else frozenset(path[-1] for path in container.listdir())
    except Exception:  # noqa: BLE001 - olefile raises many kinds on torn containers
        return frozenset()


def _runs_in_circles(container: olefile.OleFileIO) -> bool:
    """Whether a chain of sectors comes back to itself: some libraries follow it until there is no memory left."""
    entries = [entry for entry in container.direntries if entry is not None]
    starts = [container.first_dir_sector, container.first_mini_fat_sector, *(entry.isectStart for entry in entries)]
    chain, seen = container.fat, dict[int, int]()
    for number, start in enumerate(starts):
        at = start
        while at < len(chain) and at not in seen:
            seen[at] = number
            at = chain[at]
        if seen.get(at) == number:
            return True
    return False


def names(data: bytes) -> frozenset[str]:
    """The names of the members, nothing for a torn container."""
    try:
        with zipfile.ZipFile(io.BytesIO(data)) as container:
            return frozenset(container.namelist())
    except (zipfile.BadZipFile, ValueError, NotImplementedError, OSError):
        return frozenset()


def opened(data: bytes) -> zipfile.ZipFile:
    """The container, after its directory has been found harmless; Unreadable says what is wrong with it."""
    try:
        container = zipfile.ZipFile(io.BytesIO(data))
    except (zipfile.BadZipFile, ValueError, NotImplementedError, OSError) as error:
        raise Unreadable("文件不完整，压缩结构已损坏", "请重新下载或者重新导出这个文件") from error
    infos = container.infolist()
    if len(infos) > MOST_MEMBERS:
        raise Unreadable(f"压缩包里有 {len(infos)} 个文件，超过 {MOST_MEMBERS} 个", "请分成几个小包再试")
    if sum(info.file_size for info in infos) > MOST_BYTES or any(_is_bomb(info) for info in infos):
        raise Unreadable("压缩包解开后大得不正常，已拒绝打开", "请确认文件来源；正常的报告解开不超过 200 MB")
    if any(info.flag_bits & 1 for info in infos):
        raise Unreadable("文件加了密码", "请去掉密码后再试")
    return container


def _is_bomb(info: zipfile.ZipInfo) -> bool:
    return info.file_size > _WORTH and info.file_size > MOST_RATIO * max(1, info.compress_size)


def member(container: zipfile.ZipFile, name: str) -> bytes:
    """One member, read no further than the directory promised; Unreadable when it is torn or not there."""
    try:
        info = container.getinfo(name)
        with container.open(info) as stream:
            data = stream.read(info.file_size + 1)
    except (KeyError, zipfile.BadZipFile, NotImplementedError, OSError, EOFError, RuntimeError, ValueError) as error:
        raise Unreadable("文件不完整，有一部分读不出来", "请重新下载或者重新导出这个文件", where=name) from error
    except Exception as error:  # zlib.error and whatever else a torn stream gives
        raise Unreadable("文件已损坏，解压失败", "请重新下载或者重新导出这个文件", where=name) from error
    if len(data) > info.file_size:
        raise Unreadable("压缩包的目录与内容不符，已拒绝打开", "请确认文件来源", where=name)
    return data


def files(container: zipfile.ZipFile) -> Iterator[zipfile.ZipInfo]:
    """The members that are files of a person: no folders, no leftovers of operating systems."""
    for info in container.infolist():
        last = info.filename.rsplit("/", 1)[-1]
        if not info.is_dir() and last and not last.startswith((".", "~$")) and "__MACOSX" not in info.filename:
            yield info


def xml(data: bytes, *, where: str) -> etree._Element:
    """An XML part as a tree, without entities and without the network; Unreadable when it is none."""
    if b"<!DOCTYPE" in data[:4096] or b"<!ENTITY" in data[:4096]:
        raise Unreadable(
            "文件里夹带了外部实体声明，已拒绝打开", "请确认文件来源；正常的办公文件没有这种内容", where=where
        )
    parser = etree.XMLParser(resolve_entities=False, no_network=True, huge_tree=False, recover=False)
    try:
        return etree.fromstring(data, parser)
    except (etree.XMLSyntaxError, ValueError) as error:
        raise Unreadable("文件内容不完整或者已损坏", "请用 Word 或 WPS 打开后另存一份再试", where=where) from error
