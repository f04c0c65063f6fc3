"""What rules find in an article by themselves: proposals, never annotations until accepted."""
