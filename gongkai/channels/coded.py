"""An error code of a foreign service in words for the clerk; the service's own message is never passed on (it may name a key)."""

from gongkai.channels.shelf import CHANNELS, CODES, Code
from gongkai.channels.values import NotPosted
from gongkai.channels.wire import Answer


def code_in(channel: str, answer: Answer, number: object) -> Code | None:
    """What the code of an answer means, None if all is well; an unknown one is for a person to look at."""
    label = CHANNELS[channel].label
    if number in (0, None):
        if answer.status >= 400:
            return Code(f"{label}没有受理（HTTP {answer.status}）。请核对接口地址和授权", "permanent", None)
        return None
    if not isinstance(number, int):
        return Code(f"{label}的错误码不是数字", "temporary", None)
    unknown = Code(f"{label}没有受理，错误码 {number}。请对照平台的错误码说明处理", "permanent", None)
    return CODES[channel].get(number, unknown)


def not_posted(code: Code) -> NotPosted:
    """The code as the error of this shelf."""
    ending = "，稍后自动再试" if code.is_temporary else ""
    return NotPosted(code.says + ending, is_temporary=code.is_temporary, retry_after=code.retry_after)
