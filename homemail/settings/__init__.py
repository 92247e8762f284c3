"""The model of homemail.toml: what each field means, reading with exact complaints, editing that keeps comments."""
