"""The addresses of published annual reports; the district's own report has its level in the address."""

from collections.abc import Iterator

from django.urls import URLPattern, path

from gongkai.portal import report_feeds as feeds
from gongkai.portal import report_views as views
from gongkai.portal.keeping import kept
from gongkai.reports.public import DISTRICT, UNIT


def _of(level: str, place: str, name: str) -> Iterator[URLPattern]:
    """The addresses of one report."""
    given = {"level": level}
    yield path(place, kept(views.report), given, name=f"{name}report")
    yield path(f"{place}report.<slug:kind>", views.file, given, name=f"{name}report-file")
    yield path(f"{place}charts/<int:number>-<slug:size>.svg", kept(views.chart), given, name=f"{name}report-chart")
    yield path(f"{place}pictures/<int:number>", views.picture, given, name=f"{name}report-picture")
    yield path(f"{place}figures/<str:cell>/", kept(views.figure), given, name=f"{name}report-figure")


urlpatterns = [
    path("reports/", kept(views.reports), name="reports"),
    path("reports/feed.<slug:kind>", kept(feeds.reports), name="reports-feed"),
    path("reports/<int:year>/", kept(views.reports), name="reports-of-year"),
    path("reports/<slug:slug>/", kept(views.body), name="reports-of-body"),
    *_of(DISTRICT, "reports/<slug:slug>/<int:year>/district/", "district-"),
    *_of(UNIT, "reports/<slug:slug>/<int:year>/", ""),
]
