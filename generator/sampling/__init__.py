"""Sampling: domains, parameters, and the variants of a family that differ from each other."""
