"""The pages on which a unit fills in its annual report."""

from django.urls import path, re_path

from gongkai.desk.reports import (
    cell_views,
    filling_views,
    original_views,
    picture_views,
    reading_views,
    seeing_views,
    table_views,
    text_views,
)
from gongkai.reports.drafts import TEXTS

ONE = "reports/<int:number>/"
PART = rf"^reports/(?P<number>\d+)/(?P<part>{'|'.join(TEXTS)})/"

urlpatterns = [
    path("reports/", filling_views.index, name="desk-reports"),
    path(ONE, filling_views.overview, name="desk-report"),
    path(f"{ONE}do/<str:verb>/", filling_views.deed, name="desk-report-deed"),
    path(f"{ONE}findings/<str:mark>/", filling_views.finding, name="desk-report-finding"),
    path(f"{ONE}remarks/", filling_views.remark, name="desk-report-remark"),
    path(f"{ONE}remarks/<int:remark>/settle/", filling_views.settle, name="desk-report-settle"),
    path(f"{ONE}cell/<str:cell>/", cell_views.cell, name="desk-report-cell"),
    path(f"{ONE}cell/<str:cell>/adjust/", cell_views.adjust, name="desk-report-adjust"),
    path(f"{ONE}cell/<str:cell>/drop/", cell_views.drop, name="desk-report-drop"),
    path(f"{ONE}cell/<str:cell>/cases.csv", cell_views.export, name="desk-report-cases"),
    path(f"{ONE}enter/", table_views.enter, name="desk-report-enter"),
    path(f"{ONE}enter/many/", table_views.many, name="desk-report-many"),
    path(f"{ONE}enter/template.xlsx", table_views.template, name="desk-report-template"),
    path(f"{ONE}facts/", text_views.fact, name="desk-report-fact"),
    path(f"{ONE}preview/", seeing_views.preview, name="desk-report-preview"),
    path(f"{ONE}draft.<str:kind>", seeing_views.download, name="desk-report-draft"),
    path(f"{ONE}charts/<str:key>.svg", picture_views.chart, name="desk-report-chart"),
    path(f"{ONE}pictures/<int:picture>/", picture_views.shown, name="desk-report-picture"),
    path(f"{ONE}pictures/<int:picture>/remove/", picture_views.remove, name="desk-report-remove-picture"),
    path(f"{ONE}file/reading/", reading_views.reading, name="desk-report-file-reading"),
    path(f"{ONE}file/reading/state.json", reading_views.state, name="desk-report-file-state"),
    path(f"{ONE}file/reading/stop/", reading_views.stop, name="desk-report-stop-reading"),
    path(f"{ONE}file/reading/again/", reading_views.again, name="desk-report-read-again"),
    path(f"{ONE}file/<int:file>/page/<int:sheet>/", original_views.sheet, name="desk-report-original-page"),
    path(f"{ONE}file/<int:file>/page/<int:sheet>.png", original_views.picture, name="desk-report-original-picture"),
    re_path(rf"{PART}$", table_views.part, name="desk-report-part"),
    re_path(rf"{PART}text/$", text_views.text, name="desk-report-text"),
    re_path(rf"{PART}versions/$", text_views.versions, name="desk-report-versions"),
    re_path(rf"{PART}versions/(?P<passage>\d+)/restore/$", text_views.restore, name="desk-report-restore"),
    re_path(rf"{PART}pictures/$", picture_views.add, name="desk-report-pictures"),
]
