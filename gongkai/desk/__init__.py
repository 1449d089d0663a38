"""The clerk's door: today, the register, the case, the disputes, the people; behind a sign-in."""
