"""The pages of proactive disclosure at the desk: from a dropped file to the channels, and the house around the documents."""
