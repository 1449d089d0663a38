"""The addresses of proactive disclosure, for the public."""

from django.urls import path

from gongkai.portal import column_views as columns
from gongkai.portal import document_views as documents
from gongkai.portal import feed_views as feeds
from gongkai.portal import gazette_views as gazette
from gongkai.portal import house_pages as house
from gongkai.portal import search_views as searching
from gongkai.portal import sitemaps
from gongkai.portal.keeping import kept

urlpatterns = [
    path("", kept(house.home), name="home"),
    path("documents/", documents.documents, name="documents"),
    path("documents/<slug:key>/", kept(documents.document), name="document"),
    path("documents/<slug:key>/files/<int:position>/", documents.file, name="document-file"),
    path("documents/<slug:key>.json", kept(documents.data), name="document-data"),
    path("documents/<slug:key>.<slug:kind>", documents.sheet, name="document-sheet"),
    path("columns/<slug:key>/", kept(columns.column), name="column"),
    path("columns/<slug:key>/feed.<slug:kind>", kept(feeds.column), name="column-feed"),
    path("topics/<slug:key>/", kept(columns.topic), name="topic"),
    path("topics/<slug:key>/feed.<slug:kind>", kept(feeds.topic), name="topic-feed"),
    path("library/", kept(columns.library), name="library"),
    path("interpretations/", kept(columns.interpretations), name="interpretations"),
    path("search/", searching.search, name="search"),
    path("search/suggest/", searching.suggest, name="search-suggest"),
    path("search/feed.<slug:kind>", feeds.query, name="search-feed"),
    path("opensearch.xml", searching.opensearch, name="opensearch"),
    path("gazette/", kept(gazette.gazette), name="gazette"),
    path("gazette/<int:year>/<int:number>/", kept(gazette.issue), name="issue"),
    path("gazette/<int:year>/<int:number>.pdf", gazette.printed, name="issue-file"),
    path("guides/", kept(house.guides), name="guides"),
    path("guides/<slug:slug>/", kept(house.guide), name="guide"),
    path("bodies/", kept(house.bodies), name="bodies"),
    path("bodies/<slug:slug>/", kept(house.body), name="body"),
    path("bodies/<slug:slug>/feed.<slug:kind>", kept(feeds.body), name="body-feed"),
    path("catalogue/", kept(house.catalogue), name="catalogue"),
    path("places/", kept(house.places), name="places"),
    path("accessibility/", house.accessibility, name="accessibility"),
    path("about/", kept(house.about), name="about"),
    path("feed.<slug:kind>", kept(feeds.everything), name="feed"),
    path("sitemap.xml", kept(sitemaps.index), name="sitemap"),
    path("sitemap-pages.xml", kept(sitemaps.pages), name="sitemap-pages"),
    path("sitemap-documents-<int:number>.xml", kept(sitemaps.part), name="sitemap-part"),
    path("robots.txt", sitemaps.robots, name="robots"),
]
