"""What the till tells us. For now a clerk types it in; nothing here talks to a register."""
