"""What is known beforehand: places, actors, outlets, conflicts; versioned and cited."""
