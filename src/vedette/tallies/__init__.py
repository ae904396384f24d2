"""Events, deaths and the displaced by area and day, over a fixed panel of sources: what signals and forecasts count."""
