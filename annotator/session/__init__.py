"""What is open and how it changes: the session, its history, selection and events."""
