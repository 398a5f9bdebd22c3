"""The web, asked politely and never led astray: guarded sockets, capped answers, robots, feeds and sitemaps."""
