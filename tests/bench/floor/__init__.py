"""The controls: what Django can do at best for the same work. Nothing here is of the portal, nothing there of this."""
