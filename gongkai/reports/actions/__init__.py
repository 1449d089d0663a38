"""The deeds of the area: the only place that writes its rows."""

from gongkai.core.life import NotAllowed
from gongkai.reports.access import Absent
from gongkai.reports.actions.deeds import Stale, history
from gongkai.reports.actions.handing import (
    Point,
    accept,
    drift,
    fill_in_here,
    hand_in_file,
    return_,
    submit,
    take_back,
)
from gongkai.reports.actions.keeping import KEEP_FOR, SALT, Wish, discard, keep, sweep
from gongkai.reports.actions.locking import lock_due
from gongkai.reports.actions.publishing import choices, correct, publish, sign
from gongkai.reports.actions.rounds import add_unit, change_round, excuse, include, open_round, remind
from gongkai.reports.actions.writing import (
    Drawn,
    Given,
    add_chart,
    add_picture,
    adjust,
    dismiss,
    drop,
    enter,
    explain,
    import_figures,
    remark,
    remove_picture,
    restore_text,
    save_text,
    settle,
)

__all__ = [
    "KEEP_FOR",
    "SALT",
    "Absent",
    "Drawn",
    "Given",
    "NotAllowed",
    "Point",
    "Stale",
    "Wish",
    "accept",
    "add_chart",
    "add_picture",
    "add_unit",
    "adjust",
    "change_round",
    "choices",
    "correct",
    "discard",
    "dismiss",
    "drift",
    "drop",
    "enter",
    "excuse",
    "explain",
    "fill_in_here",
    "hand_in_file",
    "history",
    "import_figures",
    "include",
    "keep",
    "lock_due",
    "open_round",
    "publish",
    "remark",
    "remind",
    "remove_picture",
    "restore_text",
    "return_",
    "save_text",
    "settle",
    "sign",
    "submit",
    "sweep",
    "take_back",
]
