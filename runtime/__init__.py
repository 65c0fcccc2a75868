"""The launcher: servers, processes and commands of one machine."""
