"""Which noun phrases of a report fill the parts of an incident: learned weights over features that can be read."""
