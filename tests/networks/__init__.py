"""Networks from files, exports and labs, and who is found in them."""
