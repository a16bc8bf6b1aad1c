"""What people earn: the rules of commissions.yaml, and statements."""
