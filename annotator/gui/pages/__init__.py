"""What fills the window while no project is open."""
