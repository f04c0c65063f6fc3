"""The reading area: a row of panes, one article each."""
