"""The people of a case: how a name is shown in lists, and the blind indexes by which the same person is found again."""

from collections.abc import Iterable
from dataclasses import dataclass

from gongkai.applications.models import Applicant, Application
from gongkai.core import credit_codes, privacy
from gongkai.vault import sealing

NATURAL = "natural_person"


@dataclass(frozen=True, slots=True)
class Party:
    """One of those who apply, or their agent, as given."""

    kind: str
    name: str
    id_kind: str = ""
    id_number: str = ""
    phone: str = ""
    email: str = ""
    address: str = ""
    postcode: str = ""
    representative: str = ""
    is_agent: bool = False

    def fault(self) -> str:
        """What is wrong with the identity, in Chinese; "" when nothing is (Art 29: name, proof of identity, contact)."""
        if not self.name.strip():
            return "请填写姓名或者名称"
        if not (self.phone or self.email or self.address):
            return "请至少填写一种联系方式：电话、电子邮箱或者通信地址"
        if self.id_kind == "resident_id" and not privacy.is_resident_id(self.id_number.strip().upper()):
            return "居民身份证号码不对：应当是 18 位，最后一位是校验位"
        if self.id_kind == "credit_code":
            return credit_codes.fault(self.id_number.strip().upper())
        return ""


def rows(application: Application, parties: Iterable[Party]) -> list[Applicant]:
    """The rows of the people, not yet saved."""
    return [_row(application, position, party) for position, party in enumerate(parties, start=1)]


def _row(application: Application, position: int, party: Party) -> Applicant:
    number = party.id_number.strip().upper()
    return Applicant(
        application=application,
        position=position,
        is_agent=party.is_agent,
        kind=party.kind,
        name=party.name.strip(),
        name_key=sealing.index(party.name, "name"),
        id_kind=party.id_kind,
        id_number=number,
        id_key=sealing.index(number, "id"),
        representative=party.representative.strip(),
        phone=party.phone.strip(),
        phone_key=sealing.index(digits(party.phone), "phone"),
        email=party.email.strip(),
        address=party.address.strip(),
        postcode=party.postcode.strip(),
    )


def digits(phone: str) -> str:
    """A telephone number as its digits only."""
    return "".join(char for char in phone if char.isdecimal())


def shown(parties: Iterable[Party]) -> str:
    """The name for lists: a person by surname only, an organisation in full, several with their number."""
    applying = [party for party in parties if not party.is_agent]
    if not applying:
        return ""
    first = applying[0]
    name = surname_only(first.name) if first.kind == NATURAL else first.name.strip()
    return f"{name}等{len(applying)}人" if len(applying) > 1 else name


_DOUBLE = (
    "欧阳",
    "司马",
    "上官",
    "诸葛",
    "东方",
    "皇甫",
    "尉迟",
    "公孙",
    "令狐",
    "慕容",
    "司徒",
    "夏侯",
    "端木",
    "南宫",
)


def surname_only(name: str) -> str:
    """李某 for 李小明, 欧阳某 for 欧阳小明; a name in another script keeps its first letter."""
    plain = name.strip()
    if not plain:
        return ""
    return (plain[:2] if plain.startswith(_DOUBLE) else plain[:1]) + "某"


def masked(name: str) -> str:
    """The name on the applicant's own page: the surname, the rest as stars."""
    plain = name.strip()
    keep = 2 if plain.startswith(_DOUBLE) else 1
    return plain[:keep] + "*" * max(1, len(plain) - keep)
