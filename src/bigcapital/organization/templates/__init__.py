"""How documents look on paper: colours, logo, what is shown, and what it is called."""
