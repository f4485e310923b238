"""The way of a resident in a real browser: axe on every page, no JavaScript, and everything that goes wrong."""
