"""One failed payment as a pure state machine. No input, no output, no clock of its own."""
