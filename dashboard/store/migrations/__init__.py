"""The history of the tables: one module in `versions/` for each change, run in order by `store.migrate`."""
