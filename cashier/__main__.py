"""`python -m cashier` is the same as the `cashier` command."""

from cashier.cli import main

if __name__ == "__main__":
    main()
