"""What is to be shown, as plain values and arrays: no Qt."""
