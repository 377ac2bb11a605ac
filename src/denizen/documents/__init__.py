"""What proves identity and residency: rule sets, assessment, cures."""
