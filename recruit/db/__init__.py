"""Tables, transactions and migrations; the only room that knows SQL."""
