"""The seam to durable memory: where documents are kept. `sqlite` for a lab, `memory` for tests; the same laws for both."""
