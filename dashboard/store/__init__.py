"""The only folder that knows SQL: schema and its migrations, transactions, and one module for each thing kept."""
