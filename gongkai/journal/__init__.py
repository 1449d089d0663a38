"""What was done, to what, by whom, in which role, on which legal day: appended only, never changed, never deleted."""
