"""What happened: acts of violence and other events, as claims."""
