"""Everything that Dragoman raises on purpose.

DragomanError
├── InputError            an input cannot be read; the others go on
│   ├── NotFound          no such file, or nothing at that address
│   ├── NotText           empty, binary, or in no encoding that can be told
│   ├── NoArticle         a page without its article: a paywall's stub, a cookie wall, an error page
│   ├── Hostile           over a cap that no honest input reaches, or so slow that it was stopped
│   ├── Refused           an address that may not be fetched: by its robots.txt, or inside a private network
│   └── BadRecord         a line of a batch that is no article
├── UsageError            the command was asked for something that makes no sense
│   ├── BadDate           a date that is no date
│   └── UnknownActor      an actor code that the registry does not hold
├── KnowledgeError        the registry, the codebook or the user's TOML contradicts itself
├── ArchiveError          the archive cannot be opened, read or written
├── WorkerError           a process that parses or reads cannot start
├── ModelError            the shipped weights are missing or damaged
└── PipelineError         stages put together in an order that cannot work (a programmer's mistake)

Each message says what happened, to which input, and what to do. What can be worked around is an
`Issue` on the Reading instead of an exception.
"""


class DragomanError(Exception):
    """The root of the tree; catching it catches every error that Dragoman raises on purpose."""


class InputError(DragomanError):
    """An input cannot be read; the others go on."""


class NotFound(InputError):
    """No such file, or nothing at that address."""


class NotText(InputError):
    """Empty, binary, or in no encoding that can be told."""


class NoArticle(InputError):
    """A page without its article: a paywall's stub, a cookie wall, an error page."""


class Hostile(InputError):
    """Over a cap that no honest input reaches, or so slow that it was stopped."""


class Refused(InputError):
    """An address that may not be fetched: by its robots.txt, or inside a private network."""


class BadRecord(InputError):
    """A line of a batch that is no article."""


class UsageError(DragomanError):
    """The command was asked for something that makes no sense."""


class BadDate(UsageError):
    """A date that is no date."""


class UnknownActor(UsageError):
    """An actor code that the registry does not hold."""


class KnowledgeError(DragomanError):
    """The registry, the codebook or the user's TOML contradicts itself.

    `about` is the word of the file that is wrong, where one is: with it the line can be told.
    """

    def __init__(self, message: str, about: str = "") -> None:
        super().__init__(message)
        self.about = about


class ArchiveError(DragomanError):
    """The archive cannot be opened, read or written."""


class WorkerError(DragomanError):
    """A process that parses or reads cannot start."""


class ModelError(DragomanError):
    """The shipped weights are missing or damaged."""


class PipelineError(DragomanError):
    """Stages put together in an order that cannot work."""
