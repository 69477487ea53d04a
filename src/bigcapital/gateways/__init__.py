"""Those who move money for organizations. Nothing here knows of documents or books."""

from bigcapital.gateways.stripe import Stripe

__all__ = ["Stripe"]
