"""The few controls that every page is made of: notice, table, labels that elide, switch of states."""
