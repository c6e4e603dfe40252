"""What the demo people do once they are there, area by area."""
