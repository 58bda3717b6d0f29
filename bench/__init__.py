"""Measurements of the running program against a floor in the same run; ratios count, milliseconds do not."""
