"""The addresses of proactive disclosure, for the public."""

from django.urls import path

from gongkai.portal import column_views as columns
from gongkai.portal import document_views as documents
from gongkai.portal import feed_views as feeds
from gongkai.portal import gazette_views as gazette
from gongkai.portal import house_pages as house
from gongkai.portal import search_views as searching
from gongkai.portal import sitemaps

urlpatterns = [
    path("", house.home, name="home"),
    path("documents/", documents.documents, name="documents"),
    path("documents/<slug:key>/", documents.document, name="document"),
    path("documents/<slug:key>/files/<int:position>/", documents.file, name="document-file"),
    path("documents/<slug:key>.json", documents.data, name="document-data"),
    path("documents/<slug:key>.<slug:kind>", documents.sheet, name="document-sheet"),
    path("columns/<slug:key>/", columns.column, name="column"),
    path("columns/<slug:key>/feed.<slug:kind>", feeds.column, name="column-feed"),
    path("topics/<slug:key>/", columns.topic, name="topic"),
    path("topics/<slug:key>/feed.<slug:kind>", feeds.topic, name="topic-feed"),
    path("library/", columns.library, name="library"),
    path("interpretations/", columns.interpretations, name="interpretations"),
    path("search/", searching.search, name="search"),
    path("search/suggest/", searching.suggest, name="search-suggest"),
    path("search/feed.<slug:kind>", feeds.query, name="search-feed"),
    path("opensearch.xml", searching.opensearch, name="opensearch"),
    path("gazette/", gazette.gazette, name="gazette"),
    path("gazette/<int:year>/<int:number>/", gazette.issue, name="issue"),
    path("gazette/<int:year>/<int:number>.pdf", gazette.printed, name="issue-file"),
    path("guides/", house.guides, name="guides"),
    path("guides/<slug:slug>/", house.guide, name="guide"),
    path("bodies/", house.bodies, name="bodies"),
    path("bodies/<slug:slug>/", house.body, name="body"),
    path("bodies/<slug:slug>/feed.<slug:kind>", feeds.body, name="body-feed"),
    path("catalogue/", house.catalogue, name="catalogue"),
    path("places/", house.places, name="places"),
    path("accessibility/", house.accessibility, name="accessibility"),
    path("about/", house.about, name="about"),
    path("feed.<slug:kind>", feeds.everything, name="feed"),
    path("sitemap.xml", sitemaps.index, name="sitemap"),
    path("sitemap-pages.xml", sitemaps.pages, name="sitemap-pages"),
    path("sitemap-documents-<int:number>.xml", sitemaps.part, name="sitemap-part"),
    path("robots.txt", sitemaps.robots, name="robots"),
]
