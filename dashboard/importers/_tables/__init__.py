"""Tables of other systems, by a mapping file: `mapping` and `specs` (what the file says), `texts`, `sheets` and `chunks`
(rows of CSV, TSV and XLSX), `records` (joins, pivots, filters), `clocks`, `marks` and `values` (times, numbers), `rules`
(records to columns of events), `gathered` (columns to cases), `finding` (which mapping knows which file)."""
