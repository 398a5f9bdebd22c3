"""The page: `compose` puts together what was read, `render` writes it as txt, md, html or json."""

from dragoman.roundup.check import NotVerbatim, check
from dragoman.roundup.compose import compose
from dragoman.roundup.page import Request, Roundup
from dragoman.roundup.render import FORMATS, render

__all__ = ["FORMATS", "NotVerbatim", "Request", "Roundup", "check", "compose", "render"]
