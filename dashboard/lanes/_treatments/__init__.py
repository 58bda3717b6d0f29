"""Parts of the lane of treatments."""
