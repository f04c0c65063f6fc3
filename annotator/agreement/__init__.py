"""How far annotators agree: pure functions on arrays of spans, without window or files."""
