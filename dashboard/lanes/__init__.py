"""One file a lane, each with one `LANE` (contract: `figures/lane.py`); the registry finds them."""
