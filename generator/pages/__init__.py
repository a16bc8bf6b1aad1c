"""The stage that turns Site, Links, Assets and Theme into Pages."""
