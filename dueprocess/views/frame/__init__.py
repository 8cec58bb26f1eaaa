"""What every view is drawn with (视图底件): words and colours, names, dates, room for lines."""
