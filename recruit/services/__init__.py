"""One verb a use case: the session first, actor and clock as arguments.

A read ends its transaction and returns frozen dataclasses. A write fetches, authorises and
checks the phase inside one write transaction, and leaves an audit event.
"""
