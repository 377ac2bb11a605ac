"""Demands for records or help: received, held against the rules, answered by two people, counted.

Not the sealed files of appeals: those are the records room of `adjudication`.  A demand's row says what an
office asked for and what it was told, and nothing of any resident.
"""
