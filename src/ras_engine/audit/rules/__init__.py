"""What the laws ask of the rules themselves: what concerns somebody, what repeats another, what is the same for everybody."""
