"""A report whose words try to be something else: markup, templates, formulas, control characters."""

from dataclasses import replace

from gongkai.core.reports import Report
from tests.made import reconciling

WORDS = """&<>"'{{7*7}}{% raw %}{{ config }}</w:t></text>]]>&amp;<script>alert(1)</script>#eval("1+1") $x^2$ \\u{4f60} ${7*7}"""
FORMULAS = ("=1+1", "+SUM(A1)", "-2+3", "@cmd", "＝HYPERLINK(A1)", "=cmd|' /C calc'!A0", "'=1+1")
CONTROLS = "一\x00二\x01三\x08四\x0b五\x1f六\x7f七\x85八\ud800九\ufffe"


def report() -> Report:
    """It, in body and text."""
    texts = {"preface": WORDS, "overview": "\n".join(FORMULAS), "problems": CONTROLS, "other_matters": f"{WORDS}\n=1"}
    return replace(reconciling("2021-30", 8, year=2021), body=f"青禾区{WORDS}教育局", texts=texts)
