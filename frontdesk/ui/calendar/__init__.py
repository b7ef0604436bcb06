"""The calendar: the day by clinician or by room."""
