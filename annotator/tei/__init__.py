"""TEI files as bytes: names, reader, writer, schema, import of foreign TEI; no file system."""
