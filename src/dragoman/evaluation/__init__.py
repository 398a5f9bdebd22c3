"""How well Dragoman reads, measured."""
