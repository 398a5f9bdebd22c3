"""Who is named, who speaks and for whom, on which day and through which channel."""
