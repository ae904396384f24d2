"""The French language pack: tolls and who says so, by rules over tokens, without a model."""
