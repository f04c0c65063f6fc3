"""The frame of the window around the articles: banner, status bar, docks, keys of categories."""
