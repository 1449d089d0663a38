"""The addresses of open data."""

from django.urls import path

from gongkai.portal import data_views as views

urlpatterns = [
    path("data/", views.data, name="data"),
    path("data/datapackage.json", views.package, name="data-package"),
    path("data/<slug:key>.<slug:kind>", views.file, name="data-file"),
]
