"""A project folder on disk: reading and safe saving of its files, drafts, the user's state."""
