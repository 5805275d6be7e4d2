"""Names by which exports call the fields of an article."""

from __future__ import annotations

import re

__all__ = ["KNOWN", "WRAPPERS", "folded"]

# In this order. A description, a summary or an abstract is no body; the day of a download, and a database's
# created_at and updated_at, are no dates of publication.
KNOWN = {
    "id": "id guid uuid articleid",
    "text": "text body content article articletext articlebody fulltext maintext bodytext textcontent "
    "contenttext plaintext story storytext bodyhtml contenthtml",
    "title": "title headline heading webtitle articletitle",
    "authors": "authors author byline bylines creator creators writer",
    "published": "published date pubdate publishdate publisheddate publicationdate datepublished datepublish "
    "publishedat publishedon publishedtime webpublicationdate firstpublished datetime",
    "updated": "updated modified datemodified datemodify modifieddate modifiedat lastmodified dateupdated "
    "lastupdated",
    "publisher": "publisher publication outlet source sitename sourcename medianame newspaper publicationtitle "
    "publicationname pubtitle provider domain sourcedomain hostname sourcehostname",
    "url": "url link href weburl articleurl canonical canonicalurl canonicallink permalink mainentityofpage "
    "source sourceurl",
    "language": "language lang inlanguage languagecode metalang",
    "section": "section category articlesection sectionname",
    "page": "page pagenumber printpage pageno",
}
# Where an export keeps an article's fields one level down: Elasticsearch, the Guardian, JSON:API, and others.
WRAPPERS = ("_source", "fields", "attributes", "article", "node", "post")
_SEPARATORS = re.compile(r"[\W_]+")


def folded(name: str) -> str:
    """A name without what exports differ in.

    >>> folded("datePublished") == folded("Date_Published")
    True
    """
    return _SEPARATORS.sub("", name.casefold())
