"""The world to captures: files, tables, feeds, pages."""
