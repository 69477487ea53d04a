"""What belongs to an organization as such: its people, their roles, its preferences, and how it is founded and built."""
