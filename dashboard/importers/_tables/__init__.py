"""Tables of other systems, by a mapping file.

mapping_file, mapping, specs     what the file says
finding                          which mapping knows which file
texts, sheets, chunks, coded     rows of CSV, TSV and XLSX as columns; a column holds each different text once
records                          joins, filters, entity-attribute-value tables
clocks, marks, values            times, decimal marks, measured values
rules, reading                   a rule over the records of a file; the files one after the other
gathered, versions, verifying    all events as columns of numbers; what stands; what is to be verified
packing                          columns to cases
"""
