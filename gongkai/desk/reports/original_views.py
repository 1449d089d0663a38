"""The original of a file handed in, page by page as pictures with a figure marked."""

from django.http import HttpResponse
from django.views.decorators.http import require_GET

from gongkai.desk.reports import original_marks, original_pages
from gongkai.desk.visits import Visit, page
from gongkai.reading.records import reading_of
from gongkai.release import CannotRelease
from gongkai.reports import access
from gongkai.reports.models import HandedIn
from gongkai.vault import files


def file_of(visit: Visit, number: int, file: int) -> HandedIn:
    """A file of a report that the person may see. Raises Absent."""
    report = access.report(visit.actor, number)
    found = HandedIn.objects.filter(report=report, pk=file).first()
    if found is None:
        raise access.Absent
    return found


@require_GET
@page
def picture(visit: Visit, number: int, file: int, sheet: int) -> HttpResponse:
    """One page as it looks, in grey."""
    found = file_of(visit, number, file)
    try:
        return HttpResponse(original_pages.page(found.stored, sheet), content_type="image/png")
    except (CannotRelease, files.Missing) as error:
        return HttpResponse(str(error), content_type="text/plain; charset=utf-8", status=404)


@require_GET
@page
def sheet(visit: Visit, number: int, file: int, sheet: int) -> HttpResponse:
    """The whole page, with the figure marked from which one came."""
    found = file_of(visit, number, file)
    cell = visit.request.GET.get("cell", "")
    read = reading_of(found.record)
    source = read.sources.get(cell)
    seen = original_marks.on_page(found, sheet, source.area if source and source.page == sheet else None)
    context = {
        "at": "reports",
        "report": found.report,
        "file": found,
        "seen": seen,
        "cell": cell if source else "",
        "where": read.report.where(cell) if source else "",
        "printed": source.text if source else "",
    }
    return visit.render("desk/reports/file_page.html", context)
