"""From entries to cases, the same way for every format: `entries` (what a row gave), `tally` (what became of each row),
`cases` (a patient's entries to a case), `ids` and `order` (names and order that no order of the input can change)."""
