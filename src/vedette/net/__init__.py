"""The one guarded HTTP client: whatever Vedette asks of the network, it asks from here."""
