"""Arguments, files and exit codes around the library; the only printing code."""
