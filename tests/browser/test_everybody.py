"""Every page for everybody: axe-core finds nothing, nothing is cut off at 390 pixels, with the passage open as well."""

from pathlib import Path

import pytest
from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import Page

from gongkai import writing
from gongkai.core.reports import ABSENT, BLANK, Cell, State
from gongkai.portal import examples
from tests.browser.conftest import DESK, PHONE
from tests.browser.test_check import hand_in
from tests.portal import files

PAGES = {
    "start": "/tools/check/",
    "rules": "/tools/check/rules/",
    "rule": "/tools/check/rules/W102/",
    "specimen": f"/tools/check/examples/{examples.SPECIMEN}/",
    "passage": f"/tools/check/examples/{examples.SPECIMEN}/#r1p12",
}


def well(page: Page, axe: Axe) -> None:
    """Nothing is wrong at either width, with all folds open; the page is left as wide as it was."""
    page.evaluate("document.querySelectorAll('main details').forEach(each => each.open = true)")
    for viewport in (PHONE, DESK):
        page.set_viewport_size(viewport)
        page.wait_for_timeout(100)
        found = axe.run(page).response["violations"]
        assert [(each["id"], [node["html"][:120] for node in each["nodes"]]) for each in found] == []
        wide, window = page.evaluate("[document.documentElement.scrollWidth, innerWidth]")
        assert wide <= window


@pytest.mark.parametrize("path", PAGES.values(), ids=PAGES.keys())
def test_pages(visits, axe, path):
    well(visits.open(path, bypass_csp=True), axe)


def test_the_page_that_is_not_there(visits, axe):
    well(visits.open("/nix/", bypass_csp=True), axe)

    visits.complaints.clear()  # the browser notes the 404


def test_a_result_with_everything_on_it(visits, axe, tmp_path: Path):
    """Errors, warnings, silent cells of all kinds, two years, a file that could not be read, a wrong correction."""
    cells = {
        files.TOTAL: 4711,
        "applications.granted.natural_person": BLANK,
        "applications.partial.natural_person": ABSENT,
        "applications.refused.state_secret.natural_person": Cell(State.AMBIGUOUS, candidates=(1, 11)),
        "remedies.reconsideration.total": 99,
        "proactive.art20_1.rules.made": 5,
    }
    for name, report in (("本年", files.planted(cells)), ("上年", files.whole(year=2023, seed=9))):
        (tmp_path / f"{name}.json").write_bytes(writing.write(report, "json"))
    (tmp_path / "坏.rtf").write_bytes(b"{\\rtf1 x}")
    page = visits.open(bypass_csp=True)
    hand_in(page, *(tmp_path / name for name in ("本年.json", "上年.json", "坏.rtf")))
    page.wait_for_selector("#rest:not([hidden])")
    well(page, axe)

    page.get_by_role("button", name="看其余文件的结果").click()
    page.wait_for_selector(".files-q")
    page.locator("#r1-fix summary").click()
    page.get_by_label("表三/予以公开/自然人", exact=True).first.fill("不详")
    page.get_by_role("button", name="按更正后的数重新检查").first.click()
    page.wait_for_selector(".fields .bad")

    well(page, axe)


def test_a_kept_result(visits, axe, tmp_path: Path):
    (tmp_path / "报告.docx").write_bytes(writing.write(files.off_by_one(), "docx"))
    page = visits.open(bypass_csp=True)
    page.get_by_label("把结果保留30天，得到一个只有您知道的网址").check()

    hand_in(page, tmp_path / "报告.docx")
    page.wait_for_selector(".say--kept")

    well(page, axe)


def test_a_refused_form_and_a_refused_upload(visits, axe):
    page = visits.open(java_script_enabled=True, bypass_csp=True)
    page.get_by_role("button", name="开始检查").click()
    page.wait_for_selector(".bad")

    well(page, axe)


def test_axe_does_find_what_is_wrong(visits, axe):
    """The control: a page with a picture that says nothing fails."""
    page = visits.open(bypass_csp=True)
    page.evaluate("document.querySelector('main').insertAdjacentHTML('beforeend', '<img src=\"data:,\">')")

    with pytest.raises(AssertionError, match="image-alt"):
        well(page, axe)


SPOILS = {
    "letters": ".SPOIL, .SPOIL * { color: #999 !important }",
    "ground far above": "main { background: #777 }",
    "ground of the text": ".SPOIL { background: #555 }",
    "veil": ".SPOIL { opacity: .4 }",
    "laid over another": "#veil { position: absolute; inset: 0; background: #555; z-index: -1 }",
    "only on a phone": "@media (max-width: 500px) { .SPOIL, .SPOIL * { color: #aaa !important } }",
    "shown on a phone": "#late { color: #bbb; display: none } @media (max-width: 500px) { #late { display: block } }",
}


@pytest.mark.parametrize("rules", SPOILS.values(), ids=SPOILS.keys())
def test_a_text_that_fades_is_found_among_looks_already_judged(visits, axe, rules):
    """The control: what is not measured again is only what looks the same."""
    page = visits.open(PAGES["rules"], bypass_csp=True)
    well(page, axe)
    page.locator("main p").first.evaluate(
        "each => { each.classList.add('SPOIL'); each.insertAdjacentHTML('afterend', '<p id=late>来晚了</p><i id=veil></i>') }"
    )
    page.add_style_tag(content=rules)

    with pytest.raises(AssertionError, match="color-contrast"):
        well(page, axe)
