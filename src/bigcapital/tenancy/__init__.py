"""Who is calling, for which organization, and where that organization's database is.

One installation has one system database (people, organizations, placement) and a database for each tenant.
"""
