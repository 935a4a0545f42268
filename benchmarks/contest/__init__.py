"""Readers of codes side by side on the same pictures in the same run: what each reads and costs."""
