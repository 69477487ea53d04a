"""Invoices paid online: accounts at a payment provider, checkouts, and what the provider tells of them."""
