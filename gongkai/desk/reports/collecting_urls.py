"""The pages of the office that collects, checks, merges and publishes; the units' own pages are in filling_urls."""

from django.urls import path

from gongkai.desk.reports import collecting_views, ending_views, handing_views, merging_views, reviewing_views

YEAR = "collect/<int:year>/"
ONE = "reports/<int:number>/"

urlpatterns = [
    path("collect/", collecting_views.latest, name="desk-collect"),
    path("collect/new/", collecting_views.new, name="desk-collect-new"),
    path(YEAR, collecting_views.collect, name="desk-collect"),
    path(f"{YEAR}round/", collecting_views.change, name="desk-collect-round"),
    path(f"{YEAR}units/", collecting_views.add_unit, name="desk-collect-unit"),
    path(f"{YEAR}remind/", collecting_views.remind, name="desk-collect-remind"),
    path(f"{YEAR}late.<str:kind>", collecting_views.late, name="desk-collect-late"),
    path(f"{YEAR}accept/", reviewing_views.in_bulk, name="desk-collect-accept"),
    path(f"{YEAR}whole/", merging_views.whole, name="desk-whole"),
    path(f"{YEAR}whole/<str:table>/", merging_views.table, name="desk-whole-table"),
    path(f"{YEAR}whole/texts/<str:part>/", merging_views.texts, name="desk-whole-texts"),
    path(f"{ONE}return/", reviewing_views.send_back, name="desk-report-return"),
    path(f"{ONE}accept/", reviewing_views.accept, name="desk-report-accept"),
    path(f"{ONE}excuse/", reviewing_views.excuse, name="desk-report-excuse"),
    path(f"{ONE}include/", reviewing_views.include, name="desk-report-include"),
    path(f"{ONE}beside/", reviewing_views.compare, name="desk-report-beside"),
    path(f"{ONE}file/", handing_views.handed, name="desk-report-file"),
    path(f"{ONE}file/leave/", handing_views.leave, name="desk-report-leave-file"),
    path(f"{ONE}file/<int:file>/", handing_views.original, name="desk-report-original"),
    path(f"{ONE}file/cell/<str:cell>/", handing_views.correct, name="desk-report-correct-read"),
    path(f"{ONE}sign/", ending_views.sign, name="desk-report-sign"),
    path(f"{ONE}publish/", ending_views.publish, name="desk-report-publish"),
    path(f"{ONE}correct/", ending_views.correct, name="desk-report-correct"),
    path(f"{ONE}published.<str:kind>", ending_views.published, name="desk-report-published"),
]
