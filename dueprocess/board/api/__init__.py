"""The interface for programs (接口): the acts of the board over HTTP, under /api/v1."""
