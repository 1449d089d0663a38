"""Disclosure on application (依申请公开): the register of a whole district, every deed with its day, its role and its reason."""
