"""The first start: explore, bring in, or set up."""
