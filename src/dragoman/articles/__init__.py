"""Document to Article: decode, extract, mark, date, and tell the language."""

from dragoman.articles.dates import parse_published
from dragoman.articles.reader import read

__all__ = ["parse_published", "read"]
