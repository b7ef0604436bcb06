"""Series of visits with their gaps; arrives with the calendar's series."""
