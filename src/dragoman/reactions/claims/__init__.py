"""Claims: the quantities that an article asserts, each with who claims it."""

from dragoman.reactions.claims.core import Found, read_claims
from dragoman.reactions.claims.stage import Claims

__all__ = ["Claims", "Found", "read_claims"]
