"""The one that acts: reports, readings, lights and answers in; stored events and frozen views out."""
