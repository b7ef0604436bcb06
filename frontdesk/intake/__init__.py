"""What people wrote, read into inquiries and facts."""
