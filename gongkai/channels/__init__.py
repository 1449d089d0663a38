"""Where a document is published besides the own site (Art 23): made ready for each channel, posted where there are keys."""

from collections.abc import Mapping
from types import MappingProxyType
from typing import Protocol

from gongkai.channels import douyin, wechat, weibo
from gongkai.channels.preparing import prepare
from gongkai.channels.retrying import next_try
from gongkai.channels.shelf import CHANNELS, SERVICES
from gongkai.channels.values import Channel, Item, Keys, Limit, Need, NotPosted, Prepared, Receipt
from gongkai.channels.wire import SECONDS, Wire

__all__ = [
    "CHANNELS",
    "Channel",
    "Item",
    "Limit",
    "Need",
    "NotPosted",
    "Prepared",
    "Receipt",
    "next_try",
    "post",
    "prepare",
    "reads",
    "take_down",
]


class _Adapter(Protocol):
    def post(self, prepared: Prepared, wire: Wire, keys: Keys, pending: str | None) -> Receipt: ...

    def take_down(self, receipt: Receipt, wire: Wire, keys: Keys) -> None: ...

    def reads(self, receipt: Receipt, wire: Wire, keys: Keys) -> int | None: ...


_ADAPTERS: Mapping[str, _Adapter] = MappingProxyType({"wechat": wechat, "weibo": weibo, "douyin": douyin})


def post(
    channel: str,
    prepared: Prepared,
    credentials: Mapping[str, str],
    *,
    base_url: str | None = None,
    seconds: float = SECONDS,
    pending: str | None = None,
) -> Receipt:
    """Publish once, however often it is tried; hand back the `pending` of the last NotPosted. Raises NotPosted."""
    if prepared.channel != channel:
        raise ValueError(f"这份内容是为“{prepared.channel}”准备的，不能发到“{channel}”")
    adapter, keys = _adapter(channel), _keys(channel, credentials)
    return adapter.post(prepared, _wire(channel, base_url, seconds), keys, pending)


def take_down(
    channel: str,
    receipt: Receipt,
    credentials: Mapping[str, str],
    *,
    base_url: str | None = None,
    seconds: float = SECONDS,
) -> None:
    """Take it down; quiet if it is gone already. Raises NotPosted."""
    adapter, keys = _adapter(channel), _keys(channel, credentials)
    adapter.take_down(receipt, _wire(channel, base_url, seconds), keys)


def reads(
    channel: str,
    receipt: Receipt,
    credentials: Mapping[str, str],
    *,
    base_url: str | None = None,
    seconds: float = SECONDS,
) -> int | None:
    """How often it was read; None where the service does not say. Raises NotPosted."""
    adapter, keys = _adapter(channel), _keys(channel, credentials)
    return adapter.reads(receipt, _wire(channel, base_url, seconds), keys)


def _adapter(channel: str) -> _Adapter:
    if channel not in _ADAPTERS:
        label = CHANNELS[channel].label
        raise NotPosted(f"{label}没有接口。请复制备好的内容送去，再登记时间和地址", is_temporary=False)
    return _ADAPTERS[channel]


def _keys(channel: str, credentials: Mapping[str, str]) -> Keys:
    """The fields this channel knows, each usable in a header and an address."""
    for need in CHANNELS[channel].needs:
        value = credentials.get(need.key, "")
        if need.is_required and not value:
            raise NotPosted(f"{CHANNELS[channel].label}的账号还没有填“{need.label}”。请管理员补填", is_temporary=False)
        if not value.isascii() or not value.isprintable() or " " in value:
            raise NotPosted(
                f"{CHANNELS[channel].label}的“{need.label}”里有空格、换行或汉字。请管理员重新填写", is_temporary=False
            )
    return Keys({need.key: credentials.get(need.key, "") for need in CHANNELS[channel].needs})


def _wire(channel: str, base_url: str | None, seconds: float) -> Wire:
    return Wire(base_url or SERVICES[channel].base_url, CHANNELS[channel].label, seconds)
