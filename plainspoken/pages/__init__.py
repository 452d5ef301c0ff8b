"""Page types by family: each is a function from the Portal to pages, and a template.

To add one, write the function and its template and name it in FAMILIES.
"""
