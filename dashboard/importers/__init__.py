"""Ways in: one file a format, each with IMPORTER. The contract is in `base`; nothing here stores or shows anything."""
