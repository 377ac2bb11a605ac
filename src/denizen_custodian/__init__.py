"""A custodian of the one-card check: holds a share of a key, answers blinded questions, counts them, burns it.

Runs at the clerk's, the library's, a community organisation's or a legal-aid clinic's: one folder, one process.
It sees random group elements and never a label; it writes no log of requests.
"""
