"""Where the engine meets the world: files, the command line, the shipped example. Everything optional is imported inside here."""
