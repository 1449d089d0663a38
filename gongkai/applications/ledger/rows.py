"""ROW -> HISTORY: the cells of one row understood together, with what is wrong and what is doubtful, cell by cell."""

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from datetime import date

from gongkai.applications.actions.importing import LAPSED, WITHDRAWN, History, clock_of
from gongkai.applications.ledger.columns import BY_KEY, COLUMNS, Given, Meanings, Value
from gongkai.applications.ledger.matching import Matching
from gongkai.applications.ledger.reading import Row
from gongkai.applications.ledger.words import NotUnderstood
from gongkai.applications.people import NATURAL, Party
from gongkai.bodies.models import Body, Person
from gongkai.core import credit_codes, law, privacy
from gongkai.core.applications import STAGES

_SERIAL = re.compile(r"[〔\[（(]?((?:19|20)\d\d)[〕\]）)]?[-第]?0*(\d{1,6})号?$")
_SEVERAL = re.compile(r"[；;\n]")
_PEOPLE = re.compile(r"[；;、\n]")
_LATER = ("asked_to_correct_on", "consulted_on", "extended_on", "replied_on", "delivered_on", "closed_on", "due_on")
# What may not come before what.
_ORDER = (
    ("submitted_on", "received_on"),
    ("received_on", "asked_to_correct_on"),
    ("asked_to_correct_on", "corrected_on"),
    ("received_on", "consulted_on"),
    ("consulted_on", "opinion_on"),
    ("received_on", "extended_on"),
    ("received_on", "replied_on"),
    ("replied_on", "delivered_on"),
    ("received_on", "closed_on"),
)
_NEEDS = (
    ("corrected_on", "asked_to_correct_on"),
    ("opinion_on", "consulted_on"),
    ("extended_days", "extended_on"),
    ("delivered_on", "replied_on"),
)
_FIRST = min(each.starts_on for each in law.receipts.every())  # before it there was no law of applications
_REGISTER_KEEPS = ("submitted", "received", "handling", "awaiting_correction", "signed", "closed")


@dataclass(frozen=True, slots=True)
class Fault:
    """What is wrong, or doubtful, at one place: the number of the row in the file and the label of the column."""

    row: int
    column: str
    says: str

    def __str__(self) -> str:
        return f"第 {self.row} 行“{self.column}”：{self.says}" if self.row else f"“{self.column}”：{self.says}"


@dataclass(frozen=True, slots=True)
class Setting:
    """What all rows are read with: the body when a row names none, the bodies that may be named, people, the clerk's choices."""

    body: Body
    bodies: Mapping[str, Body]
    people: Mapping[tuple[int, str], Person]
    on: date
    otherwise: Mapping[str, str] = field(default_factory=dict)  # for columns that the register has not, or left blank
    meanings: Meanings = field(default_factory=dict)


@dataclass(slots=True)
class Reader:
    """One row being read. `values` are what the cells mean, `unknown` the words that the clerk may explain."""

    row: Row
    matching: Matching
    setting: Setting
    values: dict[str, Value] = field(default_factory=dict)
    errors: list[Fault] = field(default_factory=list)
    warnings: list[Fault] = field(default_factory=list)
    unknown: list[tuple[str, NotUnderstood]] = field(default_factory=list)

    def history(self) -> History | None:
        """The case that the row tells of; None when something is wrong."""
        self._parse()
        body = self._body()
        self._check()
        if self.errors or body is None:
            return None
        stage = self._stage()
        return None if self.errors else self._made(body, stage)

    # ── cells ──

    def text(self, key: str) -> str:
        """The cell of a column, or what stands for a blank one."""
        place = self.matching.positions.get(key)
        found = self.row.cells[place].strip() if place is not None and place < len(self.row.cells) else ""
        return self.setting.otherwise.get(key, "") if found in ("", "/", "-", "—", "无") and key != "remark" else found

    def day(self, key: str) -> date | None:
        """A day that was read."""
        found = self.values.get(key)
        return found if isinstance(found, date) else None

    def _parse(self) -> None:
        year = _serial(self.text("number"))[0] or None
        first = ("submitted_on", "received_on")
        for key in (*first, *(column.key for column in COLUMNS if column.key not in first)):
            text = self.text(key)
            if text:
                received = self.day("received_on") or self.day("submitted_on")
                self._cell(
                    key, text, Given(year or (received.year if received else None), received, self.setting.meanings)
                )

    def _cell(self, key: str, text: str, given: Given) -> None:
        try:
            self.values[key] = BY_KEY[key].parse(text, given)
        except NotUnderstood as error:
            self.unknown.append((key, error))
            self.wrong(key, str(error))
        except ValueError as error:
            self.wrong(key, str(error))

    def wrong(self, key: str, says: str) -> None:
        """An error in a column."""
        self.errors.append(Fault(self.row.number, BY_KEY[key].label, says))

    def doubt(self, key: str, says: str) -> None:
        """A warning in a column."""
        self.warnings.append(Fault(self.row.number, BY_KEY[key].label, says))

    # ── the whole row ──

    def _body(self) -> Body | None:
        name = str(self.values.get("body", ""))
        found = self.setting.bodies.get("".join(name.split())) if name else self.setting.body
        if found is None:
            self.wrong("body", f"没有“{name}”这个单位，或者不由您的单位办理；可以写单位的全称或者简称")
        return found

    def _check(self) -> None:
        for key in ("channel", "applicant_kind", "applicant", "content"):
            if key not in self.values and not self._is_wrong(key):
                self.wrong(
                    key,
                    "没有填写" if key in self.matching else "台账里没有这一列，请选择对应的列，或者给全部行选一个值",
                )
        self._check_days()
        self._check_span()
        self._check_words()

    def _is_wrong(self, key: str) -> bool:
        return any(fault.column == BY_KEY[key].label for fault in self.errors)

    def _check_days(self) -> None:
        if not self.day("submitted_on") and not self.day("received_on"):
            if not self._is_wrong("submitted_on") and not self._is_wrong("received_on"):
                self.wrong("received_on", "没有收到申请之日，也没有提交日期")
        elif not self.day("received_on") and any(key in self.values for key in _LATER):
            self._without_receipt()
        for before, after in _ORDER:
            first, then = self.day(before), self.day(after)
            if first and then and then < first:
                self.wrong(after, f"{then.isoformat()} 早于{BY_KEY[before].label}（{first.isoformat()}）")
        for key, needed in _NEEDS:
            if key in self.values and needed not in self.values and not self._is_wrong(needed):
                self.wrong(needed, f"有{BY_KEY[key].label}，没有{BY_KEY[needed].label}")

    def _check_span(self) -> None:
        """Between the first law of applications and today."""
        for key, value in self.values.items():
            if isinstance(value, date) and value > self.setting.on and key != "due_on":
                self.wrong(key, f"{value.isoformat()} 晚于今天")
            elif isinstance(value, date) and value < _FIRST:
                self.wrong(key, f"{value.isoformat()} 早于条例施行之日（{_FIRST.isoformat()}），不能导入")

    def _without_receipt(self) -> None:
        """Handed in at the counter is received that day (Art 31); of other channels the register has to say it."""
        submitted = self.day("submitted_on")
        if self.values.get("channel") == "in_person" and submitted:
            self.values["received_on"] = submitted
        elif not self._is_wrong("received_on"):
            self.wrong("received_on", "没有填写；除当面提交以外，收到之日不一定是提交之日（条例第三十一条）")

    def _check_words(self) -> None:
        asked = self.values.get("is_corrected")
        if asked is True and not self.day("asked_to_correct_on") and not self._is_wrong("asked_to_correct_on"):
            self.wrong("asked_to_correct_on", "是否补正写的是“是”，没有补正告知日期")
        if asked is False and self.day("asked_to_correct_on"):
            self.wrong("is_corrected", "写的是“否”，可是有补正告知日期")
        outcome = str(self.values.get("outcome", ""))
        ended = self.day("replied_on") or self.day("closed_on")
        if ended and not outcome and not self._is_wrong("outcome"):
            self.wrong("outcome", "有答复日期或者办结日期，没有答复类型")
        if outcome and not ended and not self._is_wrong("replied_on"):
            self.wrong("replied_on", "有答复类型，没有答复日期")
        if outcome and ended and not self.day("replied_on") and outcome not in (*LAPSED, WITHDRAWN):
            self.wrong("replied_on", "没有答复日期")

    # ── the stage ──

    def _stage(self) -> str:
        derived = self._derived()
        written = str(self.values.get("stage", ""))
        if not written or written == derived:
            return derived
        if derived == "handling" and written not in ("closed", "signed", "submitted", "awaiting_correction"):
            if written in _REGISTER_KEEPS:
                return written
            self.doubt("stage", f"写的是“{STAGES[written]}”；答复书稿、缴费等不在台账里，导入后从“办理中”继续")
            return derived
        self.wrong("stage", f"写的是“{STAGES[written]}”，按日期应当是“{STAGES[derived]}”")
        return derived

    def _derived(self) -> str:
        """What the days say. A register without a column for the end counts the reply as the end."""
        if not self.day("received_on"):
            return "submitted"
        outcome = self.values.get("outcome", "")
        if self.day("closed_on") or (outcome in (*LAPSED, WITHDRAWN) and self.day("replied_on")):
            return "closed"
        if self.day("replied_on"):
            has_ends = "closed_on" in self.matching or "delivered_on" in self.matching
            return "closed" if self.day("delivered_on") or not has_ends else "signed"
        if self.day("asked_to_correct_on") and not self.day("corrected_on"):
            return "awaiting_correction"
        return "handling"

    # ── the case ──

    def _made(self, body: Body, stage: str) -> History:
        received = self.day("received_on")
        submitted = self.day("submitted_on") or received
        assert submitted is not None
        number = str(self.values.get("number", ""))
        year, serial = _serial(number)
        made = History(
            body=body,
            number=number,
            year=year or submitted.year,
            serial=serial,
            stage=stage,
            channel=str(self.values["channel"]),
            submitted_on=submitted,
            received_on=received,
            parties=tuple(self._parties()),
            content=str(self.values["content"]),
            form_wanted=str(self.values.get("form_wanted", "paper")),
            delivery=str(self.values.get("delivery", "post")),
            handler=self._handler(body),
            asked_to_correct_on=self.day("asked_to_correct_on"),
            corrected_on=self.day("corrected_on"),
            consulted_on=self.day("consulted_on"),
            opinion_on=self.day("opinion_on"),
            extended_on=self.day("extended_on"),
            extended_days=self._extended(received),
            replied_on=self.day("replied_on"),
            letter_number=str(self.values.get("letter_number", ""))[:48],
            letter_serial=_serial(str(self.values.get("letter_number", "")))[1],
            outcome=str(self.values.get("outcome", "")),
            delivered_on=self.day("delivered_on"),
            closed_on=self._closed(stage),
            remark=str(self.values.get("remark", "")),
            row=self.row.number,
        )
        self._compare(made)
        return made

    def _closed(self, stage: str) -> date | None:
        """As the house has it: the day of the reply is that of the end, unless the register says another."""
        return self.day("closed_on") or (self.day("replied_on") if stage == "closed" else None)

    def _extended(self, received: date | None) -> int | None:
        if not self.day("extended_on") or received is None:
            return None
        limit = law.limit("extension", on=received)
        days = self.values.get("extended_days")
        if days is None:
            self.doubt("extended_days", f"没有填写，按最长 {limit.days} 个工作日计算（{limit.article}）")
            return limit.days
        return int(str(days))

    def _handler(self, body: Body) -> Person | None:
        name = str(self.values.get("handler", ""))
        found = self.setting.people.get((body.pk, "".join(name.split())))
        if name and found is None:
            self.doubt("handler", f"{body.short}没有叫这个名字的人（或者不止一个），经办人留空")
        return found

    def _parties(self) -> Iterator[Party]:
        kind = str(self.values["applicant_kind"])
        names = _split(str(self.values["applicant"]), _PEOPLE if kind == NATURAL else _SEVERAL)
        columns = {key: self._each(key, len(names)) for key in ("id_number", "phone", "address", "email")}
        for place, name in enumerate(names):
            number = columns["id_number"][place]
            id_kind = str(self.values.get("id_kind", "")) or _id_kind(number)
            self._doubt_number(id_kind, number)
            yield Party(
                kind=kind,
                name=name,
                id_kind=id_kind,
                id_number=number,
                phone=columns["phone"][place],
                address=columns["address"][place],
                email=columns["email"][place],
            )

    def _each(self, key: str, count: int) -> list[str]:
        text = str(self.values.get(key, ""))
        found = [text] if count == 1 else [each.strip() for each in _SEVERAL.split(text)]
        if len(found) > count:
            self.doubt(key, f"有 {len(found)} 个，申请人只有 {count} 个；多出来的没有导入")
        return [*found, *[""] * count][:count]

    def _doubt_number(self, id_kind: str, number: str) -> None:
        if id_kind == "resident_id" and number and not privacy.is_resident_id(number.upper()):
            self.doubt("id_number", "居民身份证号码不对：应当是 18 位，最后一位是校验位；照原样导入")
        if id_kind == "credit_code" and number and (fault := credit_codes.fault(number.upper())):
            self.doubt("id_number", f"{fault}；照原样导入")

    def _compare(self, made: History) -> None:
        """The clock of these days, beside the day that the register has."""
        found = clock_of(made)
        if found is None:
            return
        for flaw in found.flaws:
            self.doubt("replied_on" if "答复超过" in flaw.says else "received_on", f"{flaw.says}（{flaw.article}）")
        written = self.day("due_on")
        if written and written != found.due_on:
            due = found.due_on.isoformat() if found.due_on else "没有到期日"
            self.doubt("due_on", f"台账写的是 {written.isoformat()}，按条例是 {due}：{found.summary}")
        rule = law.receipt(made.channel, on=made.submitted_on)
        if rule.day == "submitted" and made.received_on != made.submitted_on:
            says = (
                f"“{rule.label}”以提交之日（{made.submitted_on.isoformat()}）为收到之日（{rule.article}）；照台账导入"
            )
            self.doubt("received_on", says)


def _split(text: str, separator: re.Pattern[str]) -> list[str]:
    return [each.strip() for each in separator.split(text) if each.strip()] or [text.strip()]


def _id_kind(number: str) -> str:
    """A number of eighteen digits says itself what it is, by its check digit."""
    if not number:
        return ""
    if privacy.is_resident_id(number.upper()):
        return "resident_id"
    return "credit_code" if not credit_codes.fault(number.upper()) else "other"


def _serial(number: str) -> tuple[int, int]:
    """The year and the serial in a number such as 青住建〔2026〕12号 or 2026-012; (0, 0) where it has none."""
    found = _SERIAL.search("".join(number.split()))
    return (int(found[1]), int(found[2])) if found else (0, 0)
