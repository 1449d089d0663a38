"""The table of contents of the site."""

from django.urls import include, path, re_path

from gongkai.portal import errors, views

KEPT = r"^tools/check/kept/(?P<token>[0-9a-f]{32})/"  # the token is a secret of 128 bits

urlpatterns = [
    path("desk/", include("gongkai.desk.urls")),
    path("desk/", include("gongkai.desk.documents.urls")),
    path("desk/", include("gongkai.desk.reports.collecting_urls")),
    path("desk/", include("gongkai.desk.reports.filling_urls")),
    path("accounts/", include("allauth.urls")),
    path("", include("gongkai.portal.application_urls")),
    path("", include("gongkai.portal.document_urls")),
    path("", include("gongkai.portal.data_urls")),
    path("", include("gongkai.portal.report_urls")),
    path("", include("gongkai.portal.archive_urls")),
    path("api/v1/", include("gongkai.api.urls")),
    path("tools/check/", views.check, name="check"),
    path("tools/check/one/", views.one, name="check-one"),
    path("tools/check/download/", views.download, name="check-download"),
    path("tools/check/examples/<str:file>/", views.example, name="check-example"),
    re_path(rf"{KEPT}$", views.kept, name="check-kept"),
    re_path(rf"{KEPT}original/(?P<position>\d{{1,3}})/$", views.original, name="check-original"),
    re_path(rf"{KEPT}discard/$", views.discard, name="check-discard"),
    path("tools/check/rules/", views.rules, name="check-rules"),
    path("tools/check/rules/<str:code>/", views.rule, name="check-rule"),
]

handler400 = errors.bad_request
handler403 = errors.forbidden
handler404 = errors.not_found
handler500 = errors.failed
