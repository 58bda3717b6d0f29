"""One component a module: its ids, its layout and its own callbacks, side by side."""
