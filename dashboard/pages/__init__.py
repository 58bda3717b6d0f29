"""Pages: register_page, layout() and the glue of that page. Dash imports them when the app is made, nobody else."""
