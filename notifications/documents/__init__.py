"""Documents (文书) for people: in Word and in HTML for print, with charts that need no fonts."""
