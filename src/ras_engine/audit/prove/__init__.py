"""The engines that decide: exact over all reachable states, bounds over boxes of them, and a search where neither reaches."""
