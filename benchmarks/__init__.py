"""Measurements of speed and memory; they run Dragoman as its users do, in processes of its own."""
