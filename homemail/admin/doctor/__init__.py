"""What is wrong with the house and how to mend it: one file a subject, looking apart from judging."""
