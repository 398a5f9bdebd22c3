"""Article -> Statements: decode the encoder's scores into spans, link them, nest them."""
