"""What people sold: exports of the shop, of analytics and of networks, joined to the links and codes of the site."""
