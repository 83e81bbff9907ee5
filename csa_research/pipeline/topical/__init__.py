"""Topics as they are made, decided on and handed out."""
