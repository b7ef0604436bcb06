"""Records of ours in other systems' formats: values in, bytes out. A file says no more than what was asked for."""
