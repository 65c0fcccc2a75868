"""How the admin pages write what differs from country to country."""
