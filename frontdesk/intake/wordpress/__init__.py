"""WordPress: export files (WXR) and comments from its REST interface."""
