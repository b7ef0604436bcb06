"""The look: tokens, style sheet, icons, fonts."""
