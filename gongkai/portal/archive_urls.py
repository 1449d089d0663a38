"""The addresses of the archive. Ids of bodies and reports may hold any character."""

from functools import partial

from django.urls import path

from gongkai.portal import archive_comparing as comparing
from gongkai.portal import archive_tables, keeping
from gongkai.portal import archive_views as views
from gongkai.reports.public import archived

kept = partial(keeping.kept, also=archived.state)

urlpatterns = [
    path("archive/", kept(views.overview), name="archive"),
    path("archive/years-<slug:size>.svg", kept(views.chart_of_years), name="archive-years-chart"),
    path("archive/<int:year>/", kept(views.overview), name="archive-year"),
    path("archive/<int:year>/outcomes-<slug:size>.svg", kept(views.chart_of_outcomes), name="archive-outcomes-chart"),
    path("archive/<int:year>/ranking/<slug:measure>/", kept(comparing.ranking), name="archive-ranking"),
    path("archive/<int:year>/bodies/", kept(comparing.figures), name="archive-figures"),
    path("archive/compare/", kept(comparing.compare), name="archive-compare"),
    path("archive/method/", kept(views.method), name="archive-method"),
    path("archive/tables/", archive_tables.tables, name="archive-tables"),
    path("archive/tables/<slug:name>.<slug:kind>", archive_tables.table, name="archive-table"),
    path("archive/bodies/", kept(views.bodies), name="archive-bodies"),
    path(
        "archive/bodies/<path:key>/charts/<slug:name>-<slug:size>.svg",
        kept(views.chart_of_body),
        name="archive-body-chart",
    ),
    path("archive/bodies/<path:key>/", kept(views.body), name="archive-body"),
    path("archive/reports/<path:number>/files/<int:position>/", views.original, name="archive-file"),
    path("archive/reports/<path:number>/", kept(views.report), name="archive-report"),
]
