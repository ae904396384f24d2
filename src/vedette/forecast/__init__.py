"""Forecasts of fatalities by area and month, as distributions, each beside the plain ones that it has to beat."""
