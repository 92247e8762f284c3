"""What an operator may do, one file per noun of the control contract."""
