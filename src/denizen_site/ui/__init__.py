"""How every page looks: templates, styles, forms, headers, the last fence; no tables and no rules."""
