"""Dialogs: each ends in one wish or one edit."""
