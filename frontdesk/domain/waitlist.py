"""Wait list; arrives with the calendar's wait list."""
