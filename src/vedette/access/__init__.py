"""Who may come in and how pages are sent: headers, accounts with roles, sessions, tokens, limits."""
