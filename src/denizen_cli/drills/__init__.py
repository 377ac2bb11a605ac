"""The drills: each attacks a programme as an adversary would, finds planted leaks, and writes a report."""
