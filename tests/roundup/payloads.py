"""A hundred hostile payloads: mark-up, scripts, templates, addresses, formulas, control characters."""

from __future__ import annotations

from itertools import product

_RUN = "document.documentElement.setAttribute('data-run','1')"
_HTML = (
    "<script>{run}</script>",
    "<img src=x onerror={run}>",
    "<svg onload={run}>",
    "<svg><script>{run}</script></svg>",
    "<body onload={run}>",
    "<iframe srcdoc='<script>parent.{run}</script>'></iframe>",
    "<details open ontoggle={run}>",
    "<input autofocus onfocus={run}>",
    "<a href=javascript:{run} autofocus>x</a>",
    "<math><mtext><script>{run}</script></mtext></math>",
    "<object data='javascript:{run}'></object>",
    "<embed src='javascript:{run}'>",
    "<meta http-equiv=refresh content='0;url=javascript:{run}'>",
    "<link rel=stylesheet href='javascript:{run}'>",
    "<style>*{{background:url(javascript:{run})}}</style>",
    "<base href='javascript:{run}//'>",
)
_BREAKS = ("", '"', "'", "</title>", "</style>", "-->", "</p></blockquote>")
_OTHERS = (
    "{{ 7*7 }}", "{% raw %}", "{{ ''.__class__ }}", "${7*7}", "#{7*7}", "<%= 7*7 %>",
    "javascript:alert(1)", "data:text/html,<script>1</script>", "vbscript:x", "//evil.example",
    "=1+1", "+1+1", "-1+1", "@SUM(1)", "\t=1+1", "\r=1+1", "=cmd|'/C calc'!A0", "=HYPERLINK(\"x\")",
    "\x00", "\x1b[31m", "\u202etxt", "\u2028", "\ud800", "\ufffe", "]]>", "&lt;script&gt;", "&#x3c;script&#x3e;",
    "%3Cscript%3E",
)  # fmt: skip

PAYLOADS = tuple(f"{b}{h.format(run=_RUN)}" for b, h in product(_BREAKS, _HTML))[:72] + _OTHERS
"""A page that runs one of them has the attribute data-run on its root."""
