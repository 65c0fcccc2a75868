"""How fast the dashboard is: what a page weighs, when a change is on screen, what a tab costs."""
