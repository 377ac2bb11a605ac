"""The desk's pages: the only face that calls enrolment, adjudication, issuance and lifecycle together."""
