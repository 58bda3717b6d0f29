"""Flask that is not a callback. A module with routes offers ROUTES, a blueprint; app.py finds and registers it."""
