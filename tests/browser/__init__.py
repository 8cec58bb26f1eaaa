"""The board in a browser: a package, so that the browser is closed when its tests have ended."""
