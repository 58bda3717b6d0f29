"""What a person does. Every function takes the User and the Context first, asks `may()`, and leaves an audit line.

Nothing above this folder has another way to data, so access and audit cannot be forgotten.
"""
