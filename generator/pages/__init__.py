"""Site, Links, Assets and Theme to Pages."""
