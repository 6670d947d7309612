"""Plain values as texts of the language: YAML and JSON as a person would write them."""
