"""Selling: from the estimate to the payment."""
