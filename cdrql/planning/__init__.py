"""What it means: names looked up, the rules of the language, policies, the plan."""
