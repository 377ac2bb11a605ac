"""The Django site: rooms of the programme, each importing only those below it."""
