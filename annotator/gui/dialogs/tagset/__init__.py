"""The dialog that edits the tagset: categories, their attributes, relation types."""
