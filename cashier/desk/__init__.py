"""The one that acts: reports, readings, lights, answers in; stored events and views out."""
