"""The one place that answers "is this card good?", in numbered steps."""
