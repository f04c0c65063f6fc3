"""Small widgets that panes and dialogs share."""
