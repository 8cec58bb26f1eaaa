"""The supervisors' board (监管看板): pages over HTTP, for those whom the rights let in."""
