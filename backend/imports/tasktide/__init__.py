"""An export of Tasktide, brought into a workspace: the same again, under ids of its own."""
