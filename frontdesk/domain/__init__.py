"""Values and rules of the desk: standard library only, no clock, no globals."""
