"""From the ledger to those who wait for news: feeds, alerts, webhooks, mail."""
