"""One card per person without a register: a person's labels, and their blinded evaluation by custodians."""
