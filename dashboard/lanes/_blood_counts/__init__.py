"""Parts of the lane of blood counts."""
