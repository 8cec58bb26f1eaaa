"""The bulletin (通报) as it is handed out: one page of blocks, in Word, HTML, Markdown, Excel."""
