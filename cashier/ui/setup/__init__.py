"""The guided set-up: one question a page, each can be skipped, resumed where it stopped."""
