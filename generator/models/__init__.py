"""What people write, as frozen pydantic models. No input or output."""
