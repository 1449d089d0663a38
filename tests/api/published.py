"""Documents that the public has, made by the one deed that needs no review: taking over what is public already."""

from dataclasses import replace
from datetime import date
from itertools import count

from gongkai.bodies.actors import SYSTEM
from gongkai.core.documents.text import Block
from gongkai.documents import actions
from gongkai.documents.actions import Draft, Old
from gongkai.documents.models import Publication
from tests.documents.district import Office

ON = date(2026, 11, 20)
_serial = count(1)


def publish(
    of: Office, *, on: date = ON, index_number: str = "", uploads: tuple = (), **changes: object
) -> Publication:
    """One document, published on a day."""
    number = next(_serial)
    draft = Draft(
        title=f"关于做好地质灾害防治工作的通知（{number}）",
        text=(
            Block("addressee", "各镇人民政府："),
            Block("paragraph", f"请排查隐患点，落实监测责任。第{number}号。"),
            Block("table", rows=(("点位", "责任人"), ("东沟", "村委会"))),
        ),
        document_number=f"青地灾〔2026〕{number}号",
        kind="通知",
        theme="城乡建设、环境保护",
        issuer=of.body.name,
        formed_on=on,
        column="policies",
    )
    old = Old(replace(draft, **changes), on, index_number=index_number, uploads=uploads)
    made = actions.take_over(of.body, old, by=SYSTEM, on=ON, key=f"published-{number}").publication
    assert made is not None
    return made


def withdraw(of: Office, made: Publication, reason: str = "内容有误，正在核实") -> None:
    """Taken down."""
    actions.withdraw(made.document_id, by=of.clerk, on=ON, reason=reason)
