"""The words that every room shares, as frozen values: no behaviour beyond their own consistency."""
