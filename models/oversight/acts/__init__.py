"""Acts of supervision (督办行为): what a person does about an item, an alert or an interview."""
