"""Second looks at refusals, appeals, and the sealed files of cards that were wrongly issued or found."""
