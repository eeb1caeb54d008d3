"""Quantities become observations: indicator, subject, place, period, status and part-of relation."""
