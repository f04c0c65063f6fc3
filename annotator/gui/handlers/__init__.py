"""What the actions do: functions of the window, one module per menu."""
