"""The pages of a case: each draws one frozen view and says what the cashier wants next."""
