"""The pages of proactive disclosure at the desk."""

from django.urls import path

from gongkai.desk.documents import (
    channel_views,
    column_views,
    count_views,
    document_views,
    file_views,
    gazette_views,
    house_views,
    intake_views,
    plan_views,
    register_views,
    review_views,
)
from gongkai.desk.documents.house import SORTS

ONE = "documents/<int:number>/"
FILE = f"{ONE}files/<int:file>/"
PLACED = f"{ONE}channels/<int:placement>/"

_HOUSE = [
    each
    for sort in SORTS
    for each in (
        path(f"{sort}/", house_views.listed, {"sort": sort}, name=f"desk-{sort}"),
        path(f"{sort}/new/", house_views.kept, {"sort": sort}, name=f"desk-{sort}-new"),
        path(f"{sort}/<int:number>/", house_views.kept, {"sort": sort}, name=f"desk-{sort}-one"),
    )
]

urlpatterns = [
    path("documents/", register_views.register, name="desk-documents"),
    path("documents/register.<str:kind>", register_views.export, name="desk-documents-export"),
    path("documents/counts/", count_views.counts, name="desk-documents-counts"),
    path("documents/counts.csv", count_views.export, name="desk-documents-counts-export"),
    path("documents/bulk/", register_views.in_bulk, name="desk-documents-bulk"),
    path("documents/opinions/", review_views.opinions, name="desk-documents-opinion"),
    path("documents/new/", intake_views.new, name="desk-document-new"),
    path("documents/new/blank/", intake_views.blank, name="desk-document-blank"),
    path(ONE, document_views.document, name="desk-document"),
    path(f"{ONE}edit/", intake_views.edit, name="desk-document-edit"),
    path(f"{ONE}interpret/", intake_views.interpret, name="desk-document-interpret"),
    path(f"{ONE}preview/", document_views.preview, name="desk-document-preview"),
    path(f"{ONE}do/<str:verb>/", document_views.deed, name="desk-document-deed"),
    path(f"{ONE}opinion/", review_views.opinion, name="desk-document-opinion"),
    path(f"{ONE}findings/", review_views.resolve, name="desk-document-resolve"),
    path(f"{ONE}findings/<int:finding>/second/", review_views.second, name="desk-document-second"),
    path(f"{ONE}plan/", plan_views.plan, name="desk-document-plan"),
    path(f"{ONE}revise/", document_views.revise, name="desk-document-revise"),
    path(f"{ONE}versions/<int:version>/", document_views.version, name="desk-document-version"),
    path(f"{ONE}files/", file_views.add, name="desk-document-add-files"),
    path(FILE, file_views.describe, name="desk-document-file"),
    path(f"{FILE}remove/", file_views.remove, name="desk-document-remove-file"),
    path(f"{FILE}withdraw/", file_views.withdraw, name="desk-document-withdraw-file"),
    path(f"{FILE}uploaded/", file_views.uploaded, name="desk-document-uploaded"),
    path(f"{FILE}rebuilt/", file_views.rebuilt, name="desk-document-rebuilt"),
    path(f"{FILE}picture/", file_views.picture, name="desk-document-picture"),
    path(f"{ONE}channels/", channel_views.channels, name="desk-document-channels"),
    path(f"{ONE}channels/posted/", channel_views.register, name="desk-document-posted"),
    path(f"{ONE}channels/order/", channel_views.order, name="desk-document-order"),
    path(f"{PLACED}down/", channel_views.take_down, name="desk-document-take-down"),
    path(f"{PLACED}reads/", channel_views.count_reads, name="desk-document-reads"),
    path("columns/", column_views.columns, name="desk-columns"),
    path("columns/new/", column_views.column, name="desk-column-new"),
    path("columns/<slug:key>/", column_views.column, name="desk-column"),
    path("duties/paste/", house_views.paste, name="desk-duties-paste"),
    path("places/<int:number>/supply/", house_views.supply, name="desk-places-supply"),
    *_HOUSE,
    path("house/", house_views.pages, name="desk-house-pages"),
    path("house/<slug:slug>/guide/", house_views.guide, name="desk-guide"),
    path("house/<slug:slug>/institution/", house_views.institution, name="desk-institution"),
    path("misses/", house_views.misses, name="desk-misses"),
    path("gazette/", gazette_views.issues, name="desk-gazette"),
    path("gazette/<int:number>/", gazette_views.issue, name="desk-issue"),
    path("gazette/<int:number>/print/", gazette_views.print_, name="desk-issue-print"),
    path("gazette/<int:number>/publish/", gazette_views.publish, name="desk-issue-publish"),
]
