"""Exporters: one file a format, each with EXPORTER. The contract is in `base`; names that begin with _ are parts."""
