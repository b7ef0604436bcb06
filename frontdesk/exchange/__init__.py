"""Records in other systems' formats, both ways: iCalendar, vCard, FHIR, HL7 v2, CSV."""
