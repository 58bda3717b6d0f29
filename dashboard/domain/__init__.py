"""What the project is about, in plain Python: no pandas, plotly, SQL, Dash or clock."""
