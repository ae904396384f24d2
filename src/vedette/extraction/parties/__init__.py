"""Who acts, who is hit, and by whose hand."""
