"""Contact forms, whichever plugin or service collected them: tables (CSV), JSON and webhooks, into inquiries."""
