"""Event logs for process mining (流程挖掘): the book as OCEL 2.0 and as XES."""
