"""The roles that a person may hold in a body, and which of them see more than their own body's cases."""

ROLES = {
    "clerk": "经办人",
    "handler": "业务科室",
    "reviewer": "法制审核人",
    "head": "公开工作机构负责人",
    "signer": "签发人",
    "office": "区公开办",
    "supervisor": "监督人",
    "auditor": "审计员",
    "keeper": "系统管理员",
}
WORKING = frozenset({"clerk", "handler", "reviewer", "head", "signer"})  # on the cases of their own body
DISTRICT = frozenset({"office"})  # works on the cases of every body of the district
WATCHING = frozenset({"supervisor", "auditor"})  # read every case of the district, change none
# 三员分立 (GB/T 22239): nobody runs the machine, audits it and works on cases at once.
APART = ({"keeper"}, {"auditor"}, {"clerk", "handler", "reviewer", "head", "signer", "office"})
