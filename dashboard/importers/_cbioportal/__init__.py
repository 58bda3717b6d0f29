"""The parts of the cBioPortal reader: files, rows, events, persons, links. The format itself enters by `cbioportal`."""
