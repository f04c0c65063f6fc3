"""The window: the only place with Qt. Values come from the session, wishes go to it."""
