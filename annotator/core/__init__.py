"""The values the program works on, and pure functions of them: no input or output, no toolkit."""
