"""What a policy does, in plain Python: its effect on answers, and what it refuses."""
