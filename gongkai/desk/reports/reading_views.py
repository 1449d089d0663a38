"""A file that takes a while to read: its page with the progress bar, stopping it, and reading it again after an interruption."""

from django.contrib import messages
from django.core.exceptions import ValidationError
from django.http import HttpResponse, JsonResponse
from django.shortcuts import redirect
from django.utils import timezone
from django.views.decorators.http import require_GET, require_POST

from gongkai.core.life import NotAllowed
from gongkai.desk.reports import folder, handing_views
from gongkai.desk.reports.reading_progress import Progress
from gongkai.desk.visits import Visit, page
from gongkai.reading.result import Unreadable
from gongkai.reports import access, actions
from gongkai.vault import files


@require_GET
@page
def reading(visit: Visit, number: int) -> HttpResponse:
    """How far it is; or why it could not be read, with the form for another file."""
    report = access.report(visit.actor, number)
    progress = Progress.of(number, at=timezone.now())
    if progress is None or progress.state == "stopped":
        return redirect("desk-report-file", number=number)
    if progress.state == "done":
        messages.success(visit.request, handing_views.READ)
        return redirect("desk-report-file", number=number)
    context = {
        "at": "reports",
        "report": report,
        "upload": progress,
        "form": handing_views.Upload(),
        "has_file": report.way == "file",
        "may_write": any(move.verb == "write" for move in folder.moves(visit, report)),
    }
    return visit.render("desk/reports/file_reading.html", context)


@require_GET
@page
def state(visit: Visit, number: int) -> HttpResponse:
    """The same for the page's script."""
    access.report(visit.actor, number)
    progress = Progress.of(number, at=timezone.now())
    if progress is None or not progress.is_alive:
        return JsonResponse({"over": True})
    return JsonResponse({"over": False, "done": progress.done, "total": progress.total, "says": progress.says})


@require_POST
@page
def stop(visit: Visit, number: int) -> HttpResponse:
    """No longer wanted."""
    try:
        actions.stop_reading(number, by=visit.actor, at=timezone.now())
        messages.success(visit.request, "已取消读取，年报没有变。")
    except NotAllowed as error:
        messages.error(visit.request, str(error))
    return redirect("desk-report-file", number=number)


@require_POST
@page
def again(visit: Visit, number: int) -> HttpResponse:
    """The same stored file from its beginning."""
    access.report(visit.actor, number)
    progress = Progress.of(number, at=timezone.now())
    if progress is None or progress.state != "interrupted":
        return redirect("desk-report-file-reading", number=number)
    try:
        return handing_views.taken(visit, number, progress.name, files.fetch(progress.stored))
    except (NotAllowed, OSError, files.Missing) as error:
        messages.error(visit.request, str(error))
    except (Unreadable, ValidationError):
        pass  # the page says so
    return redirect("desk-report-file-reading", number=number)
