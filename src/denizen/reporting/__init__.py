"""Counts in, publishable tables out: small counts withheld, the others rounded, totals no way back.

The method and its worked example are in docs/algorithms/suppression.md.
"""

from denizen.reporting.count_table import CountTable, line
from denizen.reporting.published import PublishedTable
from denizen.reporting.publishing import publishable
from denizen.reporting.rule import RoundingRule

__all__ = ["CountTable", "PublishedTable", "RoundingRule", "line", "publishable"]
