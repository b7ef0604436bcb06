"""The parts that every section is made of."""
