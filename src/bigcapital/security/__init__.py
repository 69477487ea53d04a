"""Who someone is and what they may do: passwords, tokens, sessions, limits, roles → grants, and Pyramid's policy over them."""
