"""Downloads (E7): a member's records in one file, for people (PDF) or for programs (a FHIR Bundle), kept for a day.

`asking` is what the operations do, `making` what the worker does: it gathers the records, and `bundle` or `pdf` writes
the file.
"""
