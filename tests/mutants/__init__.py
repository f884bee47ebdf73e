"""Deliberately broken SCIM servers: the bridge behind a proxy that makes one realistic mistake.

Nothing of this is in the program. `scripts/mutants` runs the conformance suites against each.
"""
