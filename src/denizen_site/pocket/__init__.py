"""The rules in a pocket: what may, must and must not happen here and today, and a sheet to print."""
