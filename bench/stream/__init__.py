"""What the live stream costs and carries, beside three other ways to build one."""
