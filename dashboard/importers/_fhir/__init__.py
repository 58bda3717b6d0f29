"""FHIR R4 in parts: JSON from files (`json_text`, `splitting`, `sources`), what resources say (`times`, `codes`,
`values`, a module for each family of resources), whose they are (`references`). The importer is `importers/fhir.py`.
"""
