"""Talking to servers: IMAP, SMTP, a WordPress site. Nothing else opens a socket, the database driver aside."""
