"""The steps from one schema to the next; driven by `cashier.history.migrate`, never by hand."""
