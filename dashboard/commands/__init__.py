"""The commands of `python -m dashboard`, one module each: `add` names its arguments, `run` returns the exit status."""
