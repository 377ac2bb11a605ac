"""The atlas door's pages: communities' rules side by side, by a publisher of their own."""
