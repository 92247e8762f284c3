"""How HomeMail speaks to people: the texts of each language, and the one in use."""
