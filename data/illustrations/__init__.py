"""Draws the pictures of the case library: synthetic scans, made from a report's words. Nothing here is patient data."""
